package io.github.mls4j.cli.open;

import io.github.mls4j.cli.view.View;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.schedule.EpochSecrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The secrets of an epoch by their RFC names (RFC 9420 §8). */
public final class EpochSecretsView {

  private EpochSecretsView() {}

  /** Those that are held still, in the order of the table of §8, then the init secret; lent. */
  public static Map<String, Secret> held(EpochSecrets secrets) {
    Map<String, Secret> all = new LinkedHashMap<>();
    all.put("sender_data_secret", secrets.senderDataSecret());
    all.put("encryption_secret", secrets.encryptionSecret());
    all.put("exporter_secret", secrets.exporterSecret());
    all.put("external_secret", secrets.externalSecret());
    all.put("confirmation_key", secrets.confirmationKey());
    all.put("membership_key", secrets.membershipKey());
    all.put("resumption_psk", secrets.resumptionPsk());
    all.put("init_secret", secrets.initSecret().secret());
    all.values().removeIf(Secret::isClosed);
    return all;
  }

  /** All of them, and what is public among what comes of them. */
  public static List<View.Field> of(EpochSecrets secrets, ViewBuilder views) {
    List<View.Field> fields = new ArrayList<>();
    held(secrets).forEach((name, secret) -> fields.add(new View.Field(name, views.secret(secret))));
    fields.add(new View.Field("epoch_authenticator", views.of(secrets.epochAuthenticator())));
    fields.add(new View.Field("external_pub", views.of(secrets.externalPub())));
    return fields;
  }
}
