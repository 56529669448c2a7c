"""Pure: state, report, rules and time in; new state and decisions out."""
