package org.teep4j.eat;

import java.util.Optional;

/** The generations of the PSA attestation token (RFC 9783, Sections 4.5.2 and 4.6). */
public enum PsaProfile {
  /** The first one, with claims from the private range. */
  PSA_IOT_PROFILE_1("PSA_IOT_PROFILE_1"),
  /** The one of the drafts, with registered claims, except for the boot seed. */
  PSA_2_0_0("http://arm.com/psa/2.0.0"),
  /** The one of RFC 9783. */
  TFM("tag:psacertified.org,2023:psa#tfm");

  private final String profileName;

  PsaProfile(String profileName) {
    this.profileName = profileName;
  }

  /** The value of the claim that names the profile. */
  public String profileName() {
    return profileName;
  }

  static Optional<PsaProfile> of(String name) {
    for (PsaProfile profile : values()) {
      if (profile.profileName.equals(name)) {
        return Optional.of(profile);
      }
    }
    return Optional.empty();
  }
}
