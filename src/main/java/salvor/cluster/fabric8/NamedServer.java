package salvor.cluster.fabric8;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Believes a server whose certificate is for a name other than its address: that of {@code
 * tls-server-name}. The client checks the address, which for such a server never fits; here the
 * name is checked in its place (RFC 6125: alternative names alone, a wildcard for one label).
 */
final class NamedServer extends X509ExtendedTrustManager {
  private static final int DNS = 2;
  private static final int ADDRESS = 7;
  private final X509TrustManager chains;
  private final String name;

  /** Believes the chains that another one believes, if they are for the name. */
  NamedServer(X509TrustManager chains, String name) {
    this.chains = chains;
    this.name = name.toLowerCase(Locale.ROOT);
  }

  private void check(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkServerTrusted(chain, type);
    Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
    if (names == null || names.stream().noneMatch(this::fits)) {
      throw new CertificateException("No subject alternative name is " + name + ": " + names);
    }
  }

  private boolean fits(List<?> alternative) {
    if (!(alternative.get(1) instanceof String text)) {
      return false;
    }
    String is = text.toLowerCase(Locale.ROOT);
    if (alternative.get(0).equals(ADDRESS)) {
      return is.equals(name);
    }
    int dot = name.indexOf('.');
    return alternative.get(0).equals(DNS)
        && (is.equals(name)
            || (is.startsWith("*.") && dot > 0 && is.substring(1).equals(name.substring(dot))));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("only servers are believed here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}
