"""Slack: slash commands, buttons, mentions and posts through slack-bolt, over Socket Mode or HTTP."""
