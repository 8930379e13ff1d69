package salvor.cluster.fabric8;

import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.HexFormat;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
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
    return trust(authority == null ? (KeyStore) null : store(authority));
  }

  private static KeyStore store(@Nullable Material authority)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    if (authority != null) {
      int number = 0;
      for (Certificate each : certificates(authority)) {
        store.setCertificateEntry("authority-" + number++, each);
      }
      if (number == 0) {
        throw new IOException("no certificate is in it");
      }
    }
    return store;
  }

  /** Without a store: the authorities of the system. */
  private static TrustManager[] trust(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  /** Who is believed by an authority alone, without one by those of the system. */
  static SSLContext of(@Nullable Material authority, String what) throws ClusterFailure {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust(authority), null);
      return tls;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw bad(what, e);
    }
  }

  /** By what a proxy is believed: as for kubectl by the server's authority, or by the system's. */
  static SSLContext ofProxy(@Nullable Material authority, boolean unverified)
      throws ClusterFailure {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      if (unverified) {
        tls.init(null, SSLUtils.trustManagers(null, null, true, null, null), null);
        return tls;
      }
      KeyStore store = store(authority);
      int number = 0;
      for (TrustManager system : trust((Material) null)) {
        for (Certificate each : ((X509TrustManager) system).getAcceptedIssuers()) {
          store.setCertificateEntry("system-" + number++, each);
        }
      }
      tls.init(null, trust(store), null);
      return tls;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw bad("certificate-authority", e);
    }
  }

  static KeyManager @Nullable [] keys(Credentials.@Nullable Certificate own) throws ClusterFailure {
    if (own == null) {
      return null;
    }
    try {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(own.certificate().bytes()))
              .toArray(Certificate[]::new);
      KeyStore store = store(null);
      store.setKeyEntry("own", key(own.key().bytes()), new char[0], chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      return keys.getKeyManagers();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw bad("client-certificate or client-key", e);
    }
  }

  /** In any form that kubectl takes: PKCS 8, PKCS 1 (kubeadm) or SEC 1 (k3s). */
  private static PrivateKey key(byte[] pem) throws IOException {
    try (PEMParser parser =
        new PEMParser(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
      for (Object part; (part = parser.readObject()) != null; ) {
        if (part instanceof PEMKeyPair pair) {
          return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (part instanceof PrivateKeyInfo key) {
          return new JcaPEMKeyConverter().getPrivateKey(key);
        }
      }
      throw new IOException("no private key is in it, or one that a password locks");
    }
  }

  private static ClusterFailure bad(String what, Exception cause) {
    return new ClusterFailure(new Trouble.BadFile(what, String.valueOf(cause.getMessage())));
  }
}
