package salvor.cluster.fabric8;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import salvor.cluster.Credentials;
import salvor.cluster.KubeContext;
import salvor.cluster.Material;

/** An authority that issues certificates to servers on loopback and to their clients. */
final class Issuing {
  private static final X500Name NAME = new X500Name("CN=Authority of a test");
  private final KeyPair own = pair("EC", 256);
  private final X509CertificateHolder root;

  Issuing() throws Exception {
    root = issue(NAME, own, true);
  }

  static KeyPair pair(String algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private X509CertificateHolder issue(X500Name subject, KeyPair to, boolean authority)
      throws Exception {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            NAME,
            new BigInteger(127, new SecureRandom()),
            Date.from(Instant.now().minus(Duration.ofHours(1))),
            Date.from(Instant.now().plus(Duration.ofDays(1))),
            subject,
            to.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    GeneralName loopback = new GeneralName(GeneralName.iPAddress, "127.0.0.1");
    GeneralName named = new GeneralName(GeneralName.dNSName, "kubernetes");
    GeneralName[] names = {loopback, named};
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(own.getPrivate()));
  }

  /** A certificate for somebody's key. */
  String certificate(String subject, KeyPair to) throws Exception {
    return pem(issue(new X500Name(subject), to, false));
  }

  String authority() throws Exception {
    return pem(root);
  }

  static String pkcs8(KeyPair of) throws Exception {
    return pem(new JcaPKCS8Generator(of.getPrivate(), null));
  }

  /** As OpenSSL and Go write it: with the curve's name in it. */
  static String sec1(KeyPair of) throws Exception {
    ECPrivateKey key =
        new ECPrivateKey(
            256,
            ((java.security.interfaces.ECPrivateKey) of.getPrivate()).getS(),
            new ASN1ObjectIdentifier("1.2.840.10045.3.1.7"));
    return pem(new PemObject("EC PRIVATE KEY", key.getEncoded()));
  }

  /** A key as PKCS 1 has it, and anything else that PEM has. */
  static String pem(Object object) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  static Material material(String pem) {
    return new Material(java.util.Base64.getEncoder().encodeToString(pem.getBytes(UTF_8)), null);
  }

  /** What a server on loopback speaks TLS by, which believes clients of this authority. */
  SSLContext tls() throws Exception {
    KeyPair server = pair("EC", 256);
    SSLContext tls = SSLContext.getInstance("TLS");
    KubeContext believed =
        new KubeContext(
            "",
            java.nio.file.Path.of("x"),
            KubeContext.Origin.USER,
            "",
            "",
            material(authority()),
            "",
            false,
            "",
            "",
            "",
            java.util.List.of(),
            java.util.List.of());
    tls.init(
        Tls.keys(
            new Credentials.Certificate(
                material(certificate("CN=server", server)), material(pkcs8(server)))),
        Tls.trust(believed),
        null);
    return tls;
  }
}
