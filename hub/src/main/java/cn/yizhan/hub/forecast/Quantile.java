package cn.yizhan.hub.forecast;

/** Quantiles of the standard normal distribution. */
public final class Quantile {
  private Quantile() {}

  /**
   * The value below which a standard normal variable stays with that probability, exact to about
   * seven digits: algorithm AS 241 (PPND7) of M. J. Wichura, Applied Statistics 37 (1988) 477-484,
   * without its third branch, which begins beyond 1 - e^-25.
   *
   * @param probability from 0.00001 to 0.99999
   * @throws IllegalArgumentException when it is outside
   */
  public static double of(double probability) {
    if (!(probability >= 0.00001 && probability <= 0.99999)) {
      throw new IllegalArgumentException("no quantile for " + probability);
    }
    double q = probability - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q
          * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
          / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
    }
    double r = Math.sqrt(-Math.log(Math.min(probability, 1 - probability))) - 1.6;
    double z =
        (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
            / ((0.12021132975 * r + 0.73700164250) * r + 1);
    return q < 0 ? -z : z;
  }
}
