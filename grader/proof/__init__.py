"""The instructor's proof: right answers pass, wrong ones don't, and why that can be believed."""
