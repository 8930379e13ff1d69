package salvor.report.policy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as ranges that the Kubernetes API accepts. Never asks DNS. */
final class Cidr {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/([0-9]{1,3}))?");

  private Cidr() {}

  /** The range of an address or range, its host bits cleared; empty for anything else. */
  static Optional<String> of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(form.group(1));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    byte[] bytes = address.getAddress();
    boolean mapped = address instanceof Inet4Address && text.indexOf(':') >= 0;
    int bits = form.group(2) == null ? bytes.length * 8 : Integer.parseInt(form.group(2));
    if (bits > bytes.length * 8 || (mapped && form.group(2) != null)) {
      return Optional.empty();
    }
    for (int bit = bits; bit < bytes.length * 8; bit++) {
      bytes[bit >>> 3] &= (byte) ~(0x80 >>> (bit & 7));
    }
    try {
      return Optional.of(InetAddress.getByAddress(bytes).getHostAddress() + "/" + bits);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
