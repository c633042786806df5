package cn.yizhan.edge;

import cn.yizhan.edge.mapping.Heard;

/** Who is told of readings of the hardware. */
interface Listener {
  /** Nobody. */
  Listener NONE =
      new Listener() {
        @Override
        public boolean knowsBetter(String point) {
          return false;
        }

        @Override
        public void heard(Heard heard) {}
      };

  /** True for a point that the agent finds out itself: what hardware says of it is passed over. */
  boolean knowsBetter(String point);

  /** A reading, after safety has judged it. */
  void heard(Heard heard);
}
