package salvor.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Why a cluster does not answer as it should; {@code report} has the sentence and the remedy. */
public sealed interface Trouble {
  /** Nobody we trust vouches for the server: the wrong authority, or somebody in between. */
  record WrongAuthority(String server, String said) implements Trouble {}

  /** The server's certificate is for other names than the address. */
  record WrongName(String server, String said) implements Trouble {}

  /** By our clock the server's certificate is not valid: the clock, or the certificate. */
  record WrongTime(String server, String said, Instant ours) implements Trouble {}

  /** 401: the credentials are expired, revoked or of another cluster. */
  record BadCredentials(String server) implements Trouble {}

  /** 403: known, but not allowed to. */
  record Forbidden(String verb, String resource, String namespace, String said)
      implements Trouble {}

  /** No connection. */
  record Unreachable(String server, Reason reason, String said) implements Trouble {
    /** What kind of no. */
    public enum Reason {
      /** The address has no such name. */
      UNKNOWN_HOST,
      /** Nobody listens there. */
      REFUSED,
      /** No way there. */
      NO_ROUTE,
      /** It was open and broke. */
      BROKEN,
      /** The proxy does not let through. */
      PROXY
    }
  }

  /** Nothing came for so long: the connection may be half open. */
  record TimedOut(String server, Duration waited) implements Trouble {}

  /** Something answers that is no Kubernetes API. */
  record NotKubernetes(String server, int code, String type, String begin) implements Trouble {}

  /** The API is older than what is needed. */
  record TooOld(String version, String missing) implements Trouble {}

  /** 429 or 503: it asks to wait. */
  record Busy(Duration after, String said) implements Trouble {}

  /** 404: no such object or kind. */
  record Missing(String what) implements Trouble {}

  /** 410: what is asked for is from before what the server remembers. */
  record Expired(String said) implements Trouble {}

  /** Another code. */
  record Refused(int code, String reason, String said) implements Trouble {}

  /** The proxy that leads there is of a kind that this client cannot use. */
  record ProxyUnusable(String proxy) implements Trouble {}

  /** The proxy does not lead to the server; its address is told without password. */
  record ProxyFailed(String proxy, String server, Why reason, String said) implements Trouble {
    /** What kind of no. */
    public enum Why {
      /** Nobody has the proxy's name. */
      UNKNOWN_HOST,
      /** Nobody listens there. */
      REFUSED,
      /** No way to the proxy. */
      NO_ROUTE,
      /** It takes connections and says nothing. */
      SILENT,
      /** Something that is no such proxy. */
      NO_PROXY,
      /** Nobody we trust vouches for it. */
      CERTIFICATE,
      /** It wants another user or password. */
      CREDENTIALS,
      /** It must not lead to the server. */
      FORBIDDEN,
      /** It does not reach the server. */
      NO_SERVER,
      /** The connection to it broke. */
      BROKEN
    }
  }

  /** The token of an OpenID Connect provider is over, and there is nothing to renew it by. */
  record TokenOver(String issuer, Instant since) implements Trouble {}

  /** The token of an OpenID Connect issuer was not renewed. */
  record NotRenewed(String issuer, Path file, Cause cause, String said) implements Trouble {
    /** Why not. */
    public enum Cause {
      /** The kubeconfig lies in evidence. */
      EVIDENCE,
      /** An address that is not https. */
      NOT_HTTPS,
      /** The issuer does not answer. */
      UNREACHABLE,
      /** Nobody we trust vouches for the issuer. */
      CERTIFICATE,
      /** What answers is no issuer, or does not know the client. */
      NO_ISSUER,
      /** The refresh token is used up or withdrawn. */
      REFUSED,
      /** It gave other tokens alone. */
      NO_ID_TOKEN,
      /** Another writes the kubeconfig. */
      LOCKED,
      /** The kubeconfig cannot be written. */
      NOT_WRITTEN
    }
  }

  /** A log said nothing for so long: it has nothing to say, or the connection is half open. */
  record Silent(Duration waited) implements Trouble {}

  /** The kubeconfig cannot be used. */
  record BadKubeconfig(List<KubeconfigProblem> problems) implements Trouble {
    /** Copies the list. */
    public BadKubeconfig {
      problems = List.copyOf(problems);
    }
  }

  /** The context has no credentials that this client knows. */
  record NoCredentials(String kind) implements Trouble {}

  /** To log in something would have to be done that was not confirmed. */
  record NotConfirmed(LogIn act, KubeContext.Origin origin) implements Trouble {}

  /** The program gave no credentials. */
  record PluginFailed(ExecPlugin plugin, String said) implements Trouble {}

  /** A file that the kubeconfig names cannot be used. */
  record BadFile(String what, String said) implements Trouble {}

  /** Whatever else went wrong. */
  record Other(String said) implements Trouble {}
}
