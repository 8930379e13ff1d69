package salvor.report;

import salvor.custody.redact.Redacted;

/** What is taken out of a redacted copy, in words. */
public final class RedactionWords {
  private RedactionWords() {}

  /** What became of a file. */
  public static String way(Redacted.Way way) {
    return switch (way) {
      case REDACTED -> "a copy without its secrets";
      case LEFT_OUT -> "left out, it cannot be looked into";
      case UNREAD -> "copied as it is, it cannot be looked into";
    };
  }

  /** The same for machines. */
  public static String id(Redacted.Way way) {
    return switch (way) {
      case REDACTED -> "redacted";
      case LEFT_OUT -> "left-out";
      case UNREAD -> "unread";
    };
  }

  /** What a rule takes out. */
  public static String rule(String id) {
    return switch (id) {
      case "secret-data" -> "data of Secrets, also in audit requests and answers";
      case "named" -> "values beside names such as password, token, secret, cookie";
      case "url-password" -> "passwords in URLs";
      case "private-key" -> "private keys (PEM)";
      case "jwt" -> "JSON Web Tokens, such as those of service accounts";
      case "bearer" -> "bearer tokens in headers";
      case "basic-auth" -> "basic authentication in headers";
      case "aws-key" -> "AWS access keys";
      case "github-token" -> "GitHub tokens";
      case "gitlab-token" -> "GitLab tokens";
      case "slack-token" -> "Slack tokens";
      case "google-key" -> "Google keys and tokens";
      case "azure-key" -> "Azure storage keys";
      case "stripe-key" -> "Stripe keys";
      case "npm-token" -> "npm tokens";
      case "docker-token" -> "Docker Hub tokens";
      case "digitalocean-token" -> "DigitalOcean tokens";
      case "sendgrid-key" -> "SendGrid keys";
      case "vault-token" -> "Vault tokens";
      case "api-key" -> "API keys that begin with sk-";
      case "field" -> "fields that were named";
      case "too-long" -> "lines and documents too long to be looked into";
      case "repeated" -> "the same values elsewhere";
      case "encoded" -> "encodings that hold one of the values";
      default -> "a rule of the file";
    };
  }
}
