"""The case as an HL7 FHIR R4B bundle, and a case from a bundle."""
