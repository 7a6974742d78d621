"""What a community sets and keeps: settings, moderators, audit, packs, reports, privacy."""
