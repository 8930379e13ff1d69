package salvor.custody;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can happen to evidence, or be done for its sake. */
public enum Deed {
  /** It is about to be taken. */
  @JsonProperty("planned")
  PLANNED,
  /** It was taken. */
  @JsonProperty("collected")
  COLLECTED,
  /** It could not be taken, or was passed over; the note says why. */
  @JsonProperty("failed")
  FAILED,
  /** It was checked against what the ledger says of it. */
  @JsonProperty("verified")
  VERIFIED,
  /** It was looked at. */
  @JsonProperty("accessed")
  ACCESSED,
  /** It was made of other evidence. */
  @JsonProperty("derived")
  DERIVED,
  /** It left the case. */
  @JsonProperty("exported")
  EXPORTED,
  /** It came into the case. */
  @JsonProperty("imported")
  IMPORTED,
  /** It was handed to another person. */
  @JsonProperty("transferred")
  TRANSFERRED,
  /** Something was done to a cluster. */
  @JsonProperty("action")
  ACTION,
  /** Something that was done to a cluster was taken back. */
  @JsonProperty("undo")
  UNDO,
  /** Something to be known; the note says it. */
  @JsonProperty("note")
  NOTE
}
