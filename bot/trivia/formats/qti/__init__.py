"""QTI, in which Canvas, Blackboard and others export quizzes."""
