"""Tables of questions, as text or workbooks, and what their columns hold."""
