"""The store's read side as commands see it: every area's reads, on one transaction's connection."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.store.answering import StoredAnswering
from bot.store.audit import StoredAudit
from bot.store.communities import StoredCommunities
from bot.store.deliveries import StoredDeliveries
from bot.store.imported import StoredPacks
from bot.store.installations import StoredInstallations
from bot.store.privacy import StoredPrivacy
from bot.store.reminders import StoredReminders
from bot.store.reports import StoredReports
from bot.store.results import StoredResults
from bot.store.rounds import StoredRounds
from bot.store.schedules import StoredSchedules
from bot.store.study import StoredStudy


class StoredRecords(
    StoredCommunities,
    StoredAudit,
    StoredReports,
    StoredRounds,
    StoredAnswering,
    StoredResults,
    StoredSchedules,
    StoredDeliveries,
    StoredStudy,
    StoredReminders,
    StoredPacks,
    StoredPrivacy,
    StoredInstallations,
):
    """Implements `bot.commands.context.Records`."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
