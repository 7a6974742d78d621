"""The store's read side as commands see it: every area's reads, on one transaction's connection."""

from __future__ import annotations

from bot.store.daily.games import StoredGames
from bot.store.installations import StoredInstallations
from bot.store.moderation.audit import StoredAudit
from bot.store.moderation.communities import StoredCommunities
from bot.store.moderation.privacy import StoredPrivacy
from bot.store.moderation.reports import StoredReports
from bot.store.packs.imported import StoredPacks
from bot.store.posts.deliveries import StoredDeliveries
from bot.store.posts.schedules import StoredSchedules
from bot.store.rounds.answering import StoredAnswering
from bot.store.rounds.results import StoredResults
from bot.store.rounds.rooms import StoredRooms
from bot.store.rounds.rounds import StoredRounds
from bot.store.study.cards import StoredStudy
from bot.store.study.notebooks import StoredNotebooks
from bot.store.study.reminders import StoredReminders


class StoredRecords(
    StoredCommunities,
    StoredAudit,
    StoredReports,
    StoredRounds,
    StoredAnswering,
    StoredResults,
    StoredRooms,
    StoredSchedules,
    StoredDeliveries,
    StoredStudy,
    StoredNotebooks,
    StoredReminders,
    StoredGames,
    StoredPacks,
    StoredPrivacy,
    StoredInstallations,
):
    """Implements `bot.commands.records.Records`."""
