"""What residents do and feel: who comes and goes, slots, company, requests, arousal, sleep, slow states."""
