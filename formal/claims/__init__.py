"""What follows from an answer: claims judged, and proved so that a person can check the proof.

Reading order: `steps` (proofs as data), `kernel` (what makes a proof valid: all that is trusted), `record`
(proofs as JSON); then how proofs are found: `programming` (linear programs, solved exactly), `identities`,
`search`; and how claims are judged: `statement`, `prove`, `judgement`, `claim`.
"""
