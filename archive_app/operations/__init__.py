"""The verbs: one function is one thing a person does, one transaction, one undo step. No Qt, no SQL here."""
