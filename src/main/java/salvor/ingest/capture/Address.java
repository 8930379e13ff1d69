package salvor.ingest.capture;

/**
 * An IP address.
 *
 * @param high the first 8 bytes of an IPv6 address; 0 for IPv4
 * @param low the last 8 bytes; of an IPv4 address with 0xFFFF before it, as if mapped
 */
record Address(long high, long low) implements Comparable<Address> {
  private static final long MAPPED = 0xFFFFL << 32;

  static Address v4(int address) {
    return new Address(0, MAPPED | (address & 0xFFFF_FFFFL));
  }

  @Override
  public int compareTo(Address other) {
    int by = Long.compare(high, other.high);
    return by != 0 ? by : Long.compare(low, other.low);
  }

  @Override
  public int hashCode() {
    long mixed = (high * 31 + low) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 32);
  }

  /** As people write it (RFC 5952). */
  @Override
  public String toString() {
    if (high == 0 && (low >>> 32) == 0xFFFF) {
      return (low >> 24 & 0xFF)
          + "."
          + (low >> 16 & 0xFF)
          + "."
          + (low >> 8 & 0xFF)
          + "."
          + (low & 0xFF);
    }
    int from = 0;
    int length = 1; // a single zero is not left out
    for (int i = 0; i < 8; i++) {
      int n = 0;
      while (i + n < 8 && part(i + n) == 0) {
        n++;
      }
      if (n > length) {
        from = i;
        length = n;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (length > 1 && i == from) {
        text.append("::");
        i += length - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
            .append(Integer.toHexString(part(i)));
      }
    }
    return text.toString();
  }

  private int part(int i) {
    return (int) ((i < 4 ? high : low) >>> (48 - 16 * (i & 3))) & 0xFFFF;
  }
}
