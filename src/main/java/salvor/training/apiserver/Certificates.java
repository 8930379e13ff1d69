package salvor.training.apiserver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificates of a practice server: an authority of its own, whose key nobody keeps, and a
 * server certificate for loopback signed by it.
 *
 * @param authority the authority's certificate, PEM
 * @param certificate the server's certificate, PEM
 * @param key the server's private key, PEM (PKCS 8)
 */
public record Certificates(byte[] authority, byte[] certificate, byte[] key) {
  private static final Duration BEFORE = Duration.ofHours(1);
  private static final Duration LIFETIME = Duration.ofDays(30);

  /** New certificates, valid from an hour before {@code now} for thirty days. */
  public static Certificates create(Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
      KeyPair authority = generator.generateKeyPair();
      KeyPair server = generator.generateKeyPair();
      X500Name issuer = new X500Name("CN=Salvor practice cluster");
      X509CertificateHolder root = sign(issuer, issuer, authority, authority, now, true);
      X509CertificateHolder leaf =
          sign(issuer, new X500Name("CN=kube-apiserver"), server, authority, now, false);
      return new Certificates(
          pem(root), pem(leaf), pem(new JcaPKCS8Generator(server.getPrivate(), null)));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("no certificates can be made for the practice server", e);
    }
  }

  private static X509CertificateHolder sign(
      X500Name issuer, X500Name subject, KeyPair of, KeyPair by, Instant now, boolean authority)
      throws IOException, OperatorCreationException {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(127, new SecureRandom()),
            Date.from(now.minus(BEFORE)),
            Date.from(now.plus(LIFETIME)),
            subject,
            of.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (!authority) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.dNSName, "kubernetes")
              }));
    }
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate()));
  }

  /** Whether they belong together and are valid for a day still. */
  public boolean areGood(Instant now) {
    try (PEMParser parser =
        new PEMParser(new StringReader(new String(key, StandardCharsets.US_ASCII)))) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Certificate root = factory.generateCertificate(new ByteArrayInputStream(authority));
      X509Certificate leaf =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificate));
      leaf.verify(root.getPublicKey());
      leaf.checkValidity(Date.from(now));
      leaf.checkValidity(Date.from(now.plus(Duration.ofDays(1))));
      if (!(parser.readObject() instanceof PrivateKeyInfo info)) {
        return false;
      }
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(new JcaPEMKeyConverter().getPrivateKey(info));
      signature.update(certificate);
      byte[] signed = signature.sign();
      signature.initVerify(leaf.getPublicKey());
      signature.update(certificate);
      return signature.verify(signed);
    } catch (GeneralSecurityException | IOException _) {
      return false;
    }
  }

  private static byte[] pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
