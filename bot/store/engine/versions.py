"""The version of a database's schema: read, compared with this program's, and brought up to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.store.engine.databases import Database
from bot.store.engine.errors import VersionError
from bot.store.version import VERSION

# Loading Alembic takes 0.2 s, which only a database of another version costs.
if TYPE_CHECKING:
    from alembic.config import Config

ANOTHERS = "another program's: there are tables in it, and none of them Dateline's"
MIGRATIONS = Path(__file__).parents[1] / "migrations"


def settle(database: Database) -> None:
    """See that the database is at this program's version, and bring it there where that is done without asking.

    Raises VersionError, which says what to run, where it is not.
    """
    with database.writer.begin() as connection:
        found = version(connection)
    if found == VERSION:
        return
    if not is_known(found):
        raise _newer(found)
    if not database.upgrades_itself:
        state = f"at version {found}" if found else "empty"
        raise VersionError(f"The database is {state}; this Dateline needs {VERSION}. Run: dateline db upgrade")
    upgrade(database)


def version(connection: Connection) -> str | None:
    """Return the version a database is at, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(database: Database, target: str = "head") -> None:
    """Bring a database to this version in one transaction; of several that try, one does it and the others wait."""
    from alembic import command

    with database.migrator.begin() as connection:
        database.lock(connection, ("dateline", "upgrade"))
        found = version(connection)
        if not is_known(found):
            raise _newer(found)
        if is_anothers(database, connection):
            raise VersionError(f"The database is {ANOTHERS}.")
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, target)


def is_anothers(database: Database, connection: Connection) -> bool:
    """Whether a file holds another program's tables; a database of PostgreSQL may hold those of several."""
    return database.upgrades_itself and version(connection) is None and bool(inspect(connection).get_table_names())


def config() -> Config:
    """Return Alembic's settings; there is no alembic.ini."""
    from alembic.config import Config

    settings = Config()
    # ConfigParser reads % as the start of a variable.
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return settings


def is_known(found: str | None) -> bool:
    """Whether this program has the migrations that lead on from a version."""
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    return found is None or found in known


def _newer(found: str | None) -> VersionError:
    return VersionError(
        f"The database is at version {found}, which this Dateline (version {VERSION}) does not know: "
        "a newer one made it. Install that one again, or restore a backup."
    )
