"""`files.*`: uploading in three steps, an address, the bytes, and where to show them."""

from dataclasses import dataclass, field

from tests.standins.slack.messages import Shelf
from tests.standins.slack.refusals import refuse
from tests.standins.slack.world import Team
from tests.standins.wire import Answer, Call, Json


@dataclass(slots=True)
class Files:
    """Files by id; `url` is the stand-in's own address."""

    shelf: Shelf
    url: str = ""
    contents: dict[str, bytes] = field(default_factory=dict)
    shared: dict[str, Json] = field(default_factory=dict)
    _owners: dict[str, Team] = field(default_factory=dict)
    _promised: dict[str, tuple[str, int]] = field(default_factory=dict)

    def address(self, team: Team, call: Call) -> Answer:
        """`files.getUploadURLExternal`."""
        name, length = str(call.fields.get("filename") or ""), int(call.fields.get("length") or 0)
        if not name or length <= 0:
            raise refuse("invalid_arguments")
        id = self.shelf.world.id("F")
        self._promised[id] = (name, length)
        return Answer(200, {"ok": True, "file_id": id, "upload_url": f"{self.url}/upload/{id}"})

    def upload(self, call: Call) -> Answer:
        """The bytes, raw or as the one file of a form; as many as were promised."""
        content = call.uploads[0].content if call.uploads else call.body
        _, length = self._promised.get(call.parts["id"], ("", -1))
        if not isinstance(content, bytes) or len(content) != length:
            return Answer(400, b"length mismatch", {"Content-Type": "text/plain"})
        self.contents[call.parts["id"]] = content
        return Answer(200, f"OK - {length}".encode(), {"Content-Type": "text/plain"})

    def complete(self, team: Team, call: Call) -> Answer:
        """`files.completeUploadExternal`: share what was uploaded in a channel, or with nobody yet."""
        files = call.fields.get("files") or []
        missing = [one["id"] for one in files if one["id"] not in self.contents]
        if missing or not files:
            raise refuse("file_not_found")
        told = [self._told(one) for one in files]
        if call.fields.get("channel_id"):
            channel = self.shelf.world.channel(team, str(call.fields["channel_id"]))
            comment = call.fields.get("initial_comment") or ""
            names = " ".join(one["name"] for one in told)
            self.shelf.write(team, channel, {"text": f"{comment}\n{names}".strip()})
        return Answer(200, {"ok": True, "files": told})

    def attach(self, team: Team, name: str, content: bytes) -> Json:
        """Keep a file that somebody gives to a form, as the form tells of it."""
        id = self.shelf.world.id("F")
        self.contents[id], self._owners[id] = content, team
        url = f"{self.url}/files-pri/{team.id}-{id}/download/{name}"
        return {"id": id, "name": name, "title": name, "size": len(content), "url_private_download": url}

    def download(self, call: Call) -> Answer:
        """`GET` of a file; whoever may not have it is shown the page to sign in."""
        id = call.parts["id"].partition("-")[2]
        if id not in self.contents:
            return Answer(404, b"", {"Content-Type": "text/plain"})
        owner = self._owners[id]
        may = call.headers.get("authorization") == f"Bearer {owner.token}" and "files:read" in owner.scopes
        if not may:
            return Answer(200, b"<!DOCTYPE html><title>Sign in | Slack</title>", {"Content-Type": "text/html"})
        return Answer(200, self.contents[id], {"Content-Type": "application/octet-stream"})

    def _told(self, file: Json) -> Json:
        id = file["id"]
        name, size = self._promised[id]
        self.shared[id] = {"id": id, "name": name, "title": file.get("title") or name, "size": size}
        return self.shared[id] | {"permalink": f"{self.url}/files/{id}", "mimetype": "application/octet-stream"}
