package cn.yizhan.edge;

/** What safety asks of whoever keeps the bays; on the agent's event loop. */
interface BaySide {
  /** Nobody keeps them. */
  BaySide NONE =
      new BaySide() {
        @Override
        public void stop(int bay, String rule) {}

        @Override
        public int shed(String rule) {
          return 0;
        }

        @Override
        public void shedOver() {}

        @Override
        public void cut() {}
      };

  /** A bay is switched off for a rule and stays so until it is started. */
  void stop(int bay, String rule);

  /**
   * The bay that was switched on last is switched off, and stays so until it is started.
   *
   * @return its number, 0 when none is on
   */
  int shed(String rule);

  /** There is power again for what was shed. */
  void shedOver();

  /** Latches have come or gone. */
  void cut();
}
