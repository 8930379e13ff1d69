package salvor.custody;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/**
 * A time-stamp (RFC 3161): somebody else's word that some content was there at a time.
 *
 * @param at when
 * @param by the name in the certificate that signed it
 * @param vouched whether an authority that was given vouches for that certificate
 */
public record TimeStamp(Instant at, String by, boolean vouched) {
  private static final int NONCE_BITS = 64;

  /** A time-stamp that is not one of the content; the message says why. */
  public static final class Unsound extends Exception {
    private static final long serialVersionUID = 1;

    Unsound(String why, Throwable cause) {
      super(why, cause);
    }
  }

  /** Asks for a time-stamp of some content, of which it tells the SHA-256 alone. */
  public static byte[] request(byte[] content) {
    TimeStampRequestGenerator asking = new TimeStampRequestGenerator();
    asking.setCertReq(true);
    try {
      return asking
          .generate(
              TSPAlgorithms.SHA256, hash(content), new BigInteger(NONCE_BITS, new SecureRandom()))
          .getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("memory refuses nothing", e);
    }
  }

  /**
   * What a response says of some content.
   *
   * @param authorities whose certificates are vouched for; empty where nothing can be said
   * @throws Unsound when it is not a time-stamp of this content, or is signed by nobody
   */
  public static TimeStamp of(
      byte[] response, byte[] content, Collection<X509Certificate> authorities) throws Unsound {
    try {
      TimeStampToken token = new TimeStampResponse(response).getTimeStampToken();
      if (token == null) {
        throw new Unsound("the authority refused", new IOException("no token"));
      }
      if (!java.util.Arrays.equals(
          token.getTimeStampInfo().getMessageImprintDigest(), hash(content))) {
        throw new Unsound("it is of other content", new IOException("another hash"));
      }
      Collection<X509CertificateHolder> sent = token.getCertificates().getMatches(null);
      X509CertificateHolder signer =
          sent.stream().filter(token.getSID()::match).findFirst().orElse(null);
      if (signer == null) {
        throw new Unsound("it has no certificate", new IOException("no certificate"));
      }
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
      Date at = token.getTimeStampInfo().getGenTime();
      return new TimeStamp(
          at.toInstant(), signer.getSubject().toString(), isVouched(signer, sent, authorities, at));
    } catch (TSPException
        | IOException
        | OperatorCreationException
        | GeneralSecurityException
        | RuntimeException e) { // the library throws many kinds at damaged ASN.1
      throw new Unsound(String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean isVouched(
      X509CertificateHolder signer,
      Collection<X509CertificateHolder> sent,
      Collection<X509Certificate> authorities,
      Date at)
      throws IOException, GeneralSecurityException {
    if (authorities.isEmpty()) {
      return false;
    }
    Set<TrustAnchor> anchors =
        authorities.stream()
            .map(authority -> new TrustAnchor(authority, null))
            .collect(Collectors.toSet());
    PKIXParameters parameters = new PKIXParameters(anchors);
    parameters.setRevocationEnabled(false); // no network while verifying
    parameters.setDate(at);
    List<X509Certificate> path = new ArrayList<>();
    X509CertificateHolder next = signer;
    while (next != null && path.size() < 10) {
      X509Certificate certificate = certificate(next.getEncoded());
      if (authorities.contains(certificate)) {
        break;
      }
      path.add(certificate);
      X509CertificateHolder last = next;
      next =
          sent.stream()
              .filter(each -> each.getSubject().equals(last.getIssuer()) && !each.equals(last))
              .findFirst()
              .orElse(null);
    }
    if (path.isEmpty()) {
      return true; // the very certificate was given
    }
    try {
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      return true;
    } catch (java.security.cert.CertPathValidatorException _) {
      return false;
    }
  }

  private static X509Certificate certificate(byte[] encoded) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  private static byte[] hash(byte[] content) {
    return HexFormat.of().parseHex(Sha256.of(content));
  }
}
