"""What each kind of rule finds among the incidents."""
