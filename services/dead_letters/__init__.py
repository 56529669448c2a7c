"""Messages that could not be processed: inspect them, and resend them once the cause is fixed."""
