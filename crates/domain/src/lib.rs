//! Words and rules: ids, phone numbers, message content, states, windows. No IO.
