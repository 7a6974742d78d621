"""The databases: what SQLite and PostgreSQL each must do, threads, versions, maintenance."""
