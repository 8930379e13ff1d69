package salvor.cluster.fabric8;

import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.HexFormat;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Credentials;
import salvor.cluster.KubeContext;
import salvor.cluster.Material;
import salvor.cluster.Trouble;

/**
 * Whom we believe to be the server, and how we show who we are. As for kubectl, a context's
 * authority counts alone: fabric8 would believe the system's authorities as well.
 */
final class Tls {
  private Tls() {}

  static TrustManager[] trust(KubeContext context) throws ClusterFailure {
    try {
      if (context.unverified()) {
        return SSLUtils.trustManagers(null, null, true, null, null);
      }
      String name = context.serverName();
      TrustManager[] trust = trust(context.authority());
      return name.isEmpty() || !(trust[0] instanceof X509TrustManager chains)
          ? trust
          : new TrustManager[] {new NamedServer(chains, name)};
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw bad("certificate-authority", e);
    }
  }

  /** The hash of the context's authority; empty where it has none, or does not look at it. */
  static String authoritySha256(KubeContext context) throws ClusterFailure {
    Material authority = context.authority();
    if (authority == null || context.unverified()) {
      return "";
    }
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      for (Certificate each : certificates(authority)) {
        hash.update(each.getEncoded());
      }
      return HexFormat.of().formatHex(hash.digest());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw bad("certificate-authority", e);
    }
  }

  private static Collection<? extends Certificate> certificates(Material of)
      throws IOException, GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(of.bytes()));
  }

  private static TrustManager[] trust(@Nullable Material authority)
      throws IOException, GeneralSecurityException {
    @Nullable KeyStore store = null;
    if (authority != null) {
      store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate each : certificates(authority)) {
        store.setCertificateEntry("authority-" + number++, each);
      }
      if (number == 0) {
        throw new IOException("no certificate is in it");
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store); // without a store: the authorities of the system
    return trust.getTrustManagers();
  }

  static KeyManager @Nullable [] keys(Credentials.@Nullable Certificate own) throws ClusterFailure {
    if (own == null) {
      return null;
    }
    try {
      return SSLUtils.keyManagers(
          new ByteArrayInputStream(own.certificate().bytes()),
          new ByteArrayInputStream(own.key().bytes()),
          null,
          "",
          null,
          null);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw bad("client-certificate", e);
    }
  }

  private static ClusterFailure bad(String what, Exception cause) {
    return new ClusterFailure(new Trouble.BadFile(what, String.valueOf(cause.getMessage())));
  }
}
