package salvor.report;

import salvor.cluster.Trouble.ProxyFailed.Why;

/** Why a proxy does not lead to a server, and what to do about it. */
final class ProxyWords {
  private ProxyWords() {}

  /** The sentence; all of it has been made safe. */
  static String failed(String proxy, String server, Why reason, String said) {
    return switch (reason) {
      case UNKNOWN_HOST ->
          "The proxy " + proxy + " has a name that nobody has here. Correct it, or start the VPN.";
      case REFUSED ->
          "Nobody listens at the proxy "
              + proxy
              + ". Start it (such as ssh -D), or correct the port in proxy-url or HTTPS_PROXY.";
      case NO_ROUTE -> "There is no way to the proxy " + proxy + ". Check the network and the VPN.";
      case SILENT ->
          "The proxy "
              + proxy
              + " did not open the connection to "
              + server
              + " ("
              + said
              + "). Check that it runs, and the network behind it.";
      case NO_PROXY ->
          "What listens at "
              + proxy
              + " is no proxy of this kind ("
              + said
              + "). Check the address, and http://, https:// or socks5:// in it.";
      case CERTIFICATE ->
          "The certificate of the proxy "
              + proxy
              + " is believed neither by the kubeconfig's authority nor by the system's ("
              + said
              + "). Check the address; have the system trust the proxy's authority.";
      case CREDENTIALS ->
          "The proxy "
              + proxy
              + " does not accept who asks ("
              + said
              + "). Write user and password into its address: user:password@host.";
      case FORBIDDEN ->
          "The proxy "
              + proxy
              + " must not lead to "
              + server
              + " ("
              + said
              + "). Have it allowed, or use another proxy.";
      case NO_SERVER ->
          "The proxy "
              + proxy
              + " does not reach "
              + server
              + " ("
              + said
              + "). Check the cluster's address as the proxy sees it, and the network behind it.";
      case BROKEN ->
          "The connection to the proxy " + proxy + " broke (" + said + "). Check that it runs.";
    };
  }
}
