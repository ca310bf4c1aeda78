"""The PostgreSQL in which a team's Label Studio keeps its work: its address read and tried before anything starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from annotate.records import InputError

if TYPE_CHECKING:
    import psycopg

CONNECT_SECONDS = 10

_URL = re.compile(
    r"postgres(?:ql)?://(?P<user>[^:@/?#\s]+)(?::(?P<password>[^:@/?#\s]+))?"
    r"@(?P<host>[\w.-]+)(?::(?P<port>\d{1,5}))?/(?P<name>[^:@/?#\s]+)"
)


@dataclass(frozen=True, slots=True)
class Database:
    """A PostgreSQL database that let its user in; the password is never shown."""

    host: str
    port: int
    name: str
    user: str
    password: str = field(repr=False)

    @property
    def place(self) -> str:
        """Return where it is, without who enters."""
        return f"{self.host}:{self.port}/{self.name}"

    def environment(self) -> dict[str, str]:
        """Return the variables by which Label Studio finds it."""
        values = {"NAME": self.name, "USER": self.user, "PASSWORD": self.password, "HOST": self.host}
        return {"DJANGO_DB": "default", "POSTGRE_PORT": str(self.port)} | {
            f"POSTGRE_{name}": value for name, value in values.items()
        }

    def token(self, email: str) -> str | None:
        """Return the token that its Label Studio knows for a user, None when it holds no such user yet."""
        from psycopg.errors import UndefinedTable

        query = "SELECT key FROM authtoken_token JOIN htx_user ON htx_user.id = user_id WHERE email = %s"
        with self.connection() as connection:
            try:
                row = connection.execute(query, (email,)).fetchone()
            except UndefinedTable:
                return None
        return row[0] if row else None

    @contextmanager
    def connection(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """Enter; InputError when that fails, then or later."""
        import psycopg
        from psycopg.conninfo import make_conninfo

        login: dict[str, Any] = {"dbname": self.name, "user": self.user, "password": self.password or None}
        try:
            with psycopg.connect(
                make_conninfo(host=self.host, port=self.port, connect_timeout=CONNECT_SECONDS, **login)
            ) as entered:
                yield entered
        except psycopg.Error as error:
            reason = " ".join(str(error).split())
            raise InputError(
                f"{self.place}: PostgreSQL can't be used ({reason}); check address, user and password"
            ) from None


def open_database(url: str) -> Database:
    """Read `postgresql://user:password@host:5432/name` and enter; without a password libpq finds one (PGPASSWORD).

    InputError, never with any of the password: the address is none, or nobody lets the user in there.
    """
    parts = _URL.fullmatch(url)
    if parts is None:
        raise InputError(
            "the database's address must look like postgresql://user:password@host:5432/name, "
            "with : @ / ? # % in a password written as %3A %40 %2F %3F %23 %25"
        )
    read = {name: unquote(value) for name, value in parts.groupdict().items() if value}
    asked = Database(read["host"], int(read.get("port", 5432)), read["name"], read["user"], read.get("password", ""))
    with asked.connection() as connection:
        return replace(asked, password=connection.info.password)
