package salvor.cluster.fabric8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.Credentials;
import salvor.cluster.KubeContext;
import salvor.cluster.KubeconfigEdit;
import salvor.cluster.OidcRenewal;
import salvor.cluster.Trouble;
import salvor.cluster.Trouble.NotRenewed.Cause;
import salvor.jobs.Jobs;

/**
 * Has the ID token of a context renewed, if that was confirmed, and writes it where it was. Under
 * the kubeconfig's lock: of several that find it over one asks, and the others take what came. A
 * refresh token is good for one use at many issuers, and who shows it twice is locked out.
 */
final class Renewals {
  private final KubeContext context;
  private final Confirmed confirmed;
  private final Map<String, String> environment;
  private final Jobs jobs;
  private final InstantSource clock;
  private final Patience patience;
  private @Nullable Trouble failed;
  private Instant failedAt = Instant.MIN;
  private Instant renewedAt = Instant.MIN;

  Renewals(
      KubeContext context,
      Confirmed confirmed,
      Map<String, String> environment,
      Jobs jobs,
      InstantSource clock,
      Patience patience) {
    this.context = context;
    this.confirmed = confirmed;
    this.environment = environment;
    this.jobs = jobs;
    this.clock = clock;
    this.patience = patience;
  }

  /** Whether a token that the cluster refuses, though it is not over, is worth another. */
  boolean isWorthwhile(Credentials.Oidc oidc) {
    return oidc.renewal().filter(this::isAllowed).isPresent()
        && renewedAt.isBefore(clock.instant().minus(Duration.ofMinutes(1)));
  }

  private boolean isAllowed(OidcRenewal renewal) {
    return context.origin() == KubeContext.Origin.USER
        && confirmed.allows(renewal, context.origin());
  }

  /** With other tokens than these, which are over or refused. */
  Credentials.Oidc renewed(Credentials.Oidc over) throws ClusterFailure {
    Trouble before = failed;
    if (before != null && clock.instant().isBefore(failedAt.plus(patience.longest()))) {
      throw new ClusterFailure(before); // so that many watches are not many requests
    }
    try {
      check(over);
      Credentials.Oidc fresh = underLock(over);
      failed = null;
      renewedAt = clock.instant();
      return fresh;
    } catch (ClusterFailure failure) {
      failed = failure.trouble();
      failedAt = clock.instant();
      throw failure;
    }
  }

  private void check(Credentials.Oidc oidc) throws ClusterFailure {
    OidcRenewal renewal = oidc.renewal().orElse(null);
    if (renewal == null) {
      throw new ClusterFailure(
          new Trouble.TokenOver(oidc.issuer(), oidc.until().orElse(Instant.EPOCH)));
    }
    if (context.origin() == KubeContext.Origin.EVIDENCE) {
      throw new ClusterFailure(
          new Trouble.NotRenewed(oidc.issuer(), oidc.file(), Cause.EVIDENCE, ""));
    }
    if (!isAllowed(renewal)) {
      throw new ClusterFailure(new Trouble.NotConfirmed(renewal, context.origin()));
    }
  }

  private Credentials.Oidc underLock(Credentials.Oidc over) throws ClusterFailure {
    try (KubeconfigEdit edit = KubeconfigEdit.of(over.file(), patience.answer().multipliedBy(2))) {
      Credentials.Oidc now = edit.oidc(over.user()).orElse(over);
      if (!now.idToken().equals(over.idToken()) && !now.isOver(clock.instant())) {
        return now; // another has renewed it
      }
      check(now); // it may name another issuer meanwhile
      edit.check(now.user());
      Credentials.Oidc fresh =
          new OidcIssuer(now, environment, patience.answer().dividedBy(2), jobs).renewed();
      edit.write(now.user(), fresh.idToken(), fresh.refreshToken());
      return fresh;
    } catch (KubeconfigEdit.Locked held) {
      throw failed(over, Cause.LOCKED, held);
    } catch (IOException cause) {
      throw failed(over, Cause.NOT_WRITTEN, cause);
    }
  }

  private static ClusterFailure failed(Credentials.Oidc oidc, Cause why, IOException cause) {
    return new ClusterFailure(
        new Trouble.NotRenewed(
            oidc.issuer(), oidc.file(), why, String.valueOf(cause.getMessage())));
  }
}
