package org.c3tl.report.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as text, the same everywhere. */
public final class Num {
  private Num() { }

  /**
   * @param v a coordinate
   * @return with at most two decimals, as SVG reads it
   */
  static String px(double v) {
    long hundredths = Math.round(v * 100);
    StringBuilder s = new StringBuilder();
    if (hundredths < 0) {
      s.append('-');
      hundredths = -hundredths;
    }
    s.append(hundredths / 100);
    int rest = (int) (hundredths % 100);
    if (rest > 0) {
      s.append('.').append(rest / 10);
      if (rest % 10 > 0) {
        s.append(rest % 10);
      }
    }
    return s.toString();
  }

  /**
   * @param v any number
   * @param decimals digits behind the point
   * @return for people, with a true minus sign; {@code –} for what is not a number
   */
  public static String fixed(double v, int decimals) {
    if (!Double.isFinite(v)) {
      return Double.isNaN(v) ? "–" : v > 0 ? "∞" : "−∞";
    }
    BigDecimal d = new BigDecimal(v).setScale(Math.min(12, decimals), RoundingMode.HALF_EVEN);
    return (d.signum() < 0 ? "−" : "") + d.abs().toPlainString();
  }

  /**
   * @param v any number
   * @return for people, with three significant digits
   */
  public static String shortest(double v) {
    if (!Double.isFinite(v)) {
      return fixed(v, 0);
    }
    BigDecimal d = new BigDecimal(v).round(new MathContext(3));
    if (d.signum() == 0) {
      return "0";
    }
    int exponent = d.precision() - d.scale() - 1;
    if (exponent < -4 || exponent > 6) {
      return String.format(Locale.ROOT, "%.2e", v).replace("-", "−");
    }
    return (d.signum() < 0 ? "−" : "") + d.abs().setScale(Math.max(0, Math.min(2 - exponent, 12)), RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  /**
   * @param v any number
   * @param se its standard error; NaN where unknown
   * @return {@code v ± se}, both with as many decimals as give the error two digits; {@code v} alone where it is unknown
   */
  public static String withError(double v, double se) {
    if (!(se > 0) || !Double.isFinite(se)) {
      return shortest(v);
    }
    int decimals = (int) Math.max(0, Math.min(9, 1 - Math.floor(Math.log10(se))));
    return fixed(v, decimals) + " ± " + fixed(se, decimals);
  }

  /**
   * @param v a count
   * @return with commas between thousands
   */
  public static String grouped(long v) {
    return String.format(Locale.ROOT, "%,d", v);
  }

  /**
   * @param v any number
   * @return for files, with six significant digits; empty for NaN
   */
  public static String field(double v) {
    if (Double.isNaN(v)) {
      return "";
    }
    if (!Double.isFinite(v)) {
      return v > 0 ? "inf" : "-inf";
    }
    BigDecimal d = new BigDecimal(v).round(new MathContext(6)).stripTrailingZeros();
    return d.scale() > 12 || d.scale() < -12 ? d.toString() : d.toPlainString();
  }
}
