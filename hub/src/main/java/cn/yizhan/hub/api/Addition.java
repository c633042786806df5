package cn.yizhan.hub.api;

/** What became of an attempt to add something. */
public enum Addition {
  /** It was added. */
  ADDED,
  /** There is one of that code already. */
  TAKEN,
  /** The office it is to belong to does not exist, or not in the actor's scope. */
  NO_OFFICE
}
