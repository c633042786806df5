package cn.yizhan.edge.bays;

/** Why a bay that is not latched is not to be live. */
public enum Hold {
  /**
   * Stopped by rule S04 or S05, or by a command: until it is started, switched on at the plug, or
   * unplugged.
   */
  STOPPED,
  /** Shed by rule S09: until there is power for it again. Not kept over a restart. */
  SHED,
  /** Taken out of use. */
  OUT_OF_USE,
  /** It was latched: until somebody starts it, which is another order than the reset. */
  CUT,
  /** Switched off at the plug: until it is started, or switched on there. */
  AT_PLUG,
  /** The sensor that should watch it is silent (S12): until that is heard. */
  UNWATCHED
}
