package salvor.training;

/** Addresses with ports, never names. */
final class Addresses {
  private Addresses() {}

  /** The address of {@code address:port}. */
  static String host(String endpoint) {
    return endpoint.substring(0, endpoint.lastIndexOf(':'));
  }

  /** The port of {@code address:port}. */
  static int port(String endpoint) {
    return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
  }
}
