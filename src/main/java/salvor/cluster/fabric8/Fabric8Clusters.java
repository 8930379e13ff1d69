package salvor.cluster.fabric8;

import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Clusters;
import salvor.cluster.Confirmed;
import salvor.cluster.ExecPlugin;
import salvor.cluster.KubeContext;
import salvor.cluster.Trouble;
import salvor.jobs.Jobs;

/** Connects by fabric8's HTTP client on that of the JDK. */
public final class Fabric8Clusters implements Clusters {
  private final Jobs jobs;
  private final InstantSource clock;
  private final Patience patience;
  private final long seed;
  private final Map<String, String> environment;

  /**
   * As for real clusters.
   *
   * @param jobs runs the watches
   */
  public Fabric8Clusters(Jobs jobs) {
    this(jobs, InstantSource.system(), Patience.ORDINARY, System.nanoTime());
  }

  /** With a clock, waiting times and chance of one's own. */
  public Fabric8Clusters(Jobs jobs, InstantSource clock, Patience patience, long seed) {
    this(jobs, clock, patience, seed, System.getenv());
  }

  /** With an environment of one's own as well, which may name a proxy. */
  Fabric8Clusters(
      Jobs jobs,
      InstantSource clock,
      Patience patience,
      long seed,
      Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.jobs = jobs;
    this.clock = clock;
    this.patience = patience;
    this.seed = seed;
  }

  @Override
  public Cluster connect(KubeContext context, Confirmed confirmed) throws ClusterFailure {
    if (!context.problems().isEmpty()) {
      throw new ClusterFailure(new Trouble.BadKubeconfig(context.problems()));
    }
    if (context.plugin().isPresent()) {
      ExecPlugin plugin = context.plugin().get();
      if (!confirmed.allows(plugin, context.origin())) {
        throw new ClusterFailure(new Trouble.NotConfirmed(plugin, context.origin()));
      }
    }
    Renewals renewals = new Renewals(context, confirmed, environment, jobs, clock, patience);
    Authorization authorization = new Authorization(context, clock, renewals);
    TrustManager[] trust = Tls.trust(context);
    Tunnel tunnel = tunnel(context);
    try {
      Asking asking =
          new Asking(
              context.server(),
              authorization,
              own -> client(context, trust, Tls.keys(own), tunnel),
              tunnel,
              patience,
              clock);
      return new Fabric8Cluster(context, asking, jobs, clock, patience, seed);
    } catch (ClusterFailure failure) {
      if (tunnel != null) {
        tunnel.close();
      }
      throw failure;
    }
  }

  /**
   * HTTP/1.1, so that each stream has a connection of its own: on one that is shared (HTTP/2) a log
   * that nobody reads for a while would hold up the watches, and one that is half open would be
   * taken for every new try until TCP gives it up, a quarter of an hour later.
   */
  HttpClient client(
      KubeContext context,
      TrustManager[] trust,
      KeyManager @Nullable [] keys,
      @Nullable Tunnel tunnel)
      throws ClusterFailure {
    HttpClient.Builder builder = new JdkHttpClientFactory().newBuilder();
    builder.connectTimeout(patience.answer().toMillis(), TimeUnit.MILLISECONDS);
    builder.sslContext(keys, trust);
    if (!context.serverName().isEmpty()) {
      builder.tlsServerName(context.serverName());
    }
    String proxy = ProxyChoice.of(context, environment);
    if (tunnel != null) {
      tunnel.lead(builder);
    } else if (!proxy.isEmpty()) {
      inClear(builder, proxy);
    }
    builder.preferHttp11();
    // what is tried again, and when, is told by whoever asks
    builder.tag(
        new RequestConfigBuilder().withRequestRetryBackoffLimit(0).withRequestTimeout(0).build());
    return builder.build();
  }

  /** The way through the proxy that leads to a server; null where none does. */
  private @Nullable Tunnel tunnel(KubeContext context) throws ClusterFailure {
    String address = ProxyChoice.of(context, environment);
    URI server = URI.create(context.server());
    if (address.isEmpty() || !"https".equals(server.getScheme())) {
      return null;
    }
    // before the client gives up by itself, which could not say why
    Duration limit = patience.answer().dividedBy(2);
    return Tunnel.to(server, address, context.authority(), context.unverified(), limit, jobs);
  }

  /** To a server that is spoken to in clear, as requests to the proxy itself. */
  private static void inClear(HttpClient.Builder builder, String address) throws ClusterFailure {
    ProxyServer proxy = ProxyServer.of(address);
    if (proxy.kind() != ProxyServer.Kind.HTTP) {
      throw new ClusterFailure(new Trouble.ProxyUnusable(proxy.shown()));
    }
    builder.proxyType(HttpClient.ProxyType.HTTP);
    builder.proxyAddress(new InetSocketAddress(proxy.host(), proxy.port()));
    if (!proxy.user().isEmpty()) {
      byte[] who = (proxy.user() + ":" + proxy.password()).getBytes(StandardCharsets.UTF_8);
      builder.proxyAuthorization("Basic " + Base64.getEncoder().encodeToString(who));
    }
  }
}
