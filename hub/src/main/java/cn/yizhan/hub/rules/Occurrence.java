package cn.yizhan.hub.rules;

/** Something the hub learns of a station from its lanes; a twin is a fold over them. */
public sealed interface Occurrence permits Arrival, Missing {
  /** When the hub learnt of it, by its clock, milliseconds. */
  long received();
}
