"""`views.*`: modals and homes."""

from dataclasses import dataclass, replace

from tests.standins.recorder import Recorder
from tests.standins.slack.limits import view_problems
from tests.standins.slack.messages import Shelf, View
from tests.standins.slack.refusals import invalid, refuse
from tests.standins.slack.triggers import Triggers
from tests.standins.slack.world import Team
from tests.standins.wire import Answer, Call, Json

STACK = 3


@dataclass(slots=True)
class Views:
    """Views are opened by a trigger, and changed by their id as long as the hash is the present one."""

    shelf: Shelf
    triggers: Triggers
    recorder: Recorder

    def open(self, team: Team, call: Call) -> Answer:
        """`views.open`."""
        body = self._checked(call, "modal")
        asked = self.triggers.use(str(call.fields.get("trigger_id")))
        view = self.shelf.open_view(team, asked.user, body)
        asked.view_ids.append(view.id)
        return _told(view)

    def push(self, team: Team, call: Call) -> Answer:
        """`views.push`, from within a modal."""
        body = self._checked(call, "modal")
        asked = self.triggers.use(str(call.fields.get("trigger_id")))
        if not isinstance(asked.source, View):
            raise refuse("not_found")
        if self.shelf.depth(asked.source) >= STACK:
            raise refuse("push_limit_reached")
        view = self.shelf.open_view(team, asked.user, body, asked.source)
        asked.view_ids.append(view.id)
        return _told(view)

    def update(self, team: Team, call: Call) -> Answer:
        """`views.update` by id or external id; a stale hash is refused."""
        body = self._checked(call, "modal")
        view = self._found(team, call.fields)
        _compare(view, call.fields)
        return _told(self.shelf.put_view(replace(view, body=body)))

    def publish(self, team: Team, call: Call) -> Answer:
        """`views.publish`: the home of one user."""
        body = self._checked(call, "home")
        user = self.shelf.world.user(str(call.fields.get("user_id")))
        before = self.shelf.homes.get(user.id)
        if before:
            _compare(before, call.fields)
            view = self.shelf.put_view(replace(before, body=body))
        else:
            view = self.shelf.open_view(team, user, body)
        self.shelf.homes[user.id] = view
        return _told(view)

    def _checked(self, call: Call, kind: str) -> Json:
        body = call.fields.get("view")
        problems = list(view_problems(body))
        if problems or not isinstance(body, dict) or body["type"] != kind:
            problems = problems or [f"view is not of type {kind}"]
            self.recorder.violated(call, problems)
            raise invalid("invalid_arguments", problems)
        return body

    def _found(self, team: Team, fields: Json) -> View:
        mine = [view for view in self.shelf.views.values() if view.team.id == team.id]
        for view in mine:
            external = fields.get("external_id")
            if view.id == fields.get("view_id") or (external and view.body.get("external_id") == external):
                return view
        raise refuse("not_found")


def _compare(view: View, fields: Json) -> None:
    if fields.get("hash") not in (None, "", view.hash):
        raise refuse("hash_conflict")


def _told(view: View) -> Answer:
    return Answer(200, {"ok": True, "view": view.payload})
