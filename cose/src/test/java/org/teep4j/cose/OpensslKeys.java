package org.teep4j.cose;

/** Two generated keys in files that OpenSSL 3.0 wrote. */
final class OpensslKeys {

  static final String PASSPHRASE = "Gr\u00fcnkohl 7";

  /** {@code openssl pkey}: PKCS #8, not encrypted. */
  static final String P256 =
      """
      -----BEGIN PRIVATE KEY-----
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgz+ib3roBvVvPw77K
      KzykFkbIMe5JkvV+KFErwPTvbIqhRANCAAQ7we9+PIFLdKQ42zGtZg1Oa/y4liqN
      kJxWDner1uyIBG7vJhqcxX46x7EYcUnfzypbP14l1bduUA4pmMPx+v0m
      -----END PRIVATE KEY-----
      """;

  /** {@code openssl pkey}: PKCS #8, not encrypted. */
  static final String ED25519 =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIOIA9nNOE9vOFtzkqMNJlQbx0N9L7Z1t9Vqsks7RiXnM
      -----END PRIVATE KEY-----
      """;

  /** {@code openssl pkcs8 -topk8}: PBKDF2 with HMAC-SHA-256, AES-256-CBC. */
  static final String P256_PBES2 =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAh4hmJZNSlQQgICCAAw
      DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEMnk33y4Dv08014T+g9r0RkEgZBN
      hls4GQLGglKAFW0qamfHVZ+WnbF5IihXguJ0qwml4lRoTXe36/8RDQyxKICu2xOY
      8xMVluUWHU39/onARaWCYGykxbtKjP/ylkl996Hz7LIuiEsnnW3DGUKYln5JMAt2
      SqV66RkAEPJyOOG+y2wNoUJuwvQi0yj3d+Gh5OpLAPVEBgu9yl7BPzq2EY7R+cU=
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  /** {@code openssl pkcs8 -topk8 -v2 des3 -v2prf hmacWithSHA1}. */
  static final String ED25519_DES3 =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MHwwQAYJKoZIhvcNAQUNMDMwGwYJKoZIhvcNAQUMMA4ECFDGI1FL53j0AgIIADAU
      BggqhkiG9w0DBwQIjzluXIA/YBIEOPiEj0k8m3XMseFkq6OYEJGlPE5c0aeSixnk
      H5gyzfjGtLpv+7qtGwUDMlcfxCsYHKUP6qOlVRgp
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  /** {@code openssl pkcs8 -topk8 -v2 aes-128-cbc -v2prf hmacWithSHA512}. */
  static final String ED25519_AES128 =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgU/n7DI77XCAICCAAw
      DAYIKoZIhvcNAgsFADAdBglghkgBZQMEAQIEEO9NijKDDkSliKA4fDxb5DwEQA5K
      H+Dku8/1CaLMiC3oi/5f8Uw9WERzQnLqD6i7pWdY5snOAcFftz+3glaYAdknCfRm
      4ia6k9x1QSQqn6r9NsE=
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  /** {@code openssl pkcs8 -topk8 -v1 PBE-SHA1-3DES}. */
  static final String ED25519_PKCS12 =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MFgwHAYKKoZIhvcNAQwBAzAOBAj1d1eYSMTANgICCAAEOO6ZVRN4Rte+HDGLv+Te
      W8V9gJ9c5Dx984gVmDwMebzvRvpb+g5BT3oY2V9h6K53SWDaalLghs/y
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  /** {@code openssl pkcs8 -topk8 -scrypt}. */
  static final String ED25519_SCRYPT =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIGTME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAgmt+jq1MH5bgICQAAC
      AQgCAQEwHQYJYIZIAWUDBAEqBBApNPL5gpDbkOQnULL0cwR2BEDxO1CuxYmhzbw6
      H7INfMyvB3nmbjCwYdU+q8JjxYCd6I+z1cVfGZx5LDl25QSW/ANh6ehRPydoxI6x
      y44Xisdy
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  /** {@code openssl pkcs8 -topk8 -v1 PBE-MD5-DES}. */
  static final String ED25519_MD5 =
      """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MFcwGwYJKoZIhvcNAQUDMA4ECBWLQHJBNA/nAgIIAAQ4VlLnHgtM7nokbfuNDkMv
      E9nMoj2+x/stwTNCyuQCDLOUq6jz80l2qcKp8Xq/t9Ir+kF+veJ0C6s=
      -----END ENCRYPTED PRIVATE KEY-----
      """;

  /**
   * {@code openssl pkcs12 -export}: PBES2, MAC with SHA-256; the key on P-256 and its certificate.
   */
  static final String STORE =
      """
      MIIEDAIBAzCCA8IGCSqGSIb3DQEHAaCCA7MEggOvMIIDqzCCAmIGCSqGSIb3DQEHBqCCAlMwggJP
      AgEAMIICSAYJKoZIhvcNAQcBMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjJuHZ4qzDN
      OgICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEHVKxK3Byiuhdo52BXKSWzOAggHgfYaI
      Y23E5R9RG9uoQsGHuCGxvAtOTLNF4cg8oxj1MQEnvI8m0g1bqecru9MmkfpBS9xkWk+iCAdKZWVr
      b8EUQqZc8CQmdMIht/gBJtu7eRTDQYOx/OkM078uscGF7CXfJXJm1ab0bppJKldVN+tQBK0vUEPl
      Gnf9pgq1Qm7FiSTtJYUP6cdwfeNRSPAH+6/VS72lMaTHkjpYt8UMhiI6CpIVRMAeglrOCYXGbdW3
      xCsNIUKIX8ZeTAJXeh1fCmeLAQOfQmhKUb8udEk1FoeSbknC2kV77t6pUQ/HC52GP9ccSsyrea8c
      AsDyDil/kkX0xd0TEEWtDQGTqYtOZsSxZTNQv3wWBudeN5LRuP9zyPy3RlK9suKrCK0x0+CSI++b
      GQ1Ci232nVtWlJVTqLbf3OzsxgkdFMwPmOnYIZ0Y8ZNYc5YBYSOnRBnCZzsQz+2TY2QQD4ebh6DX
      YUzm04w4NmI9zn2HXHWr3i6s7RNurWbvMA1Ww++rRBGmBL9sa4rK/QyF9sEiuhhdcRAnORmYfdGV
      4RxY/5zFYRtFGnhN7RBUV6KF8JnBiQ7CJQKe1+KPaJsHctKL6eyJ5nUlElEeBNeIzhEITJwo+t4H
      lv8McHQaiM62arC8HYtLmRapoV0tMIIBQQYJKoZIhvcNAQcBoIIBMgSCAS4wggEqMIIBJgYLKoZI
      hvcNAQwKAQKgge8wgewwVwYJKoZIhvcNAQUNMEowKQYJKoZIhvcNAQUMMBwECN7aQZ7yqwC+AgII
      ADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQwEGSwGq8+gP3j8ksRvPCBQSBkHEW/Nx8978R
      guEsKUgwt+jtPCDYsru1e70MMg5NNYMXkDinN0OnbAB3lFOgRgoIGseQStM78NX2ZZdM37L5m5t2
      LnxKjCWRjttsbXF3BpsoxMfwsWdYBxZuEGvN80NbEHR2EzLdw6zUptnro5bPNmVPqltXv3t1QwPY
      pYS9I5M13Pw06cM5ANUihkBwrE5VhTElMCMGCSqGSIb3DQEJFTEWBBQIwzRa436Qoyx/FJdnJEsx
      SAcVaDBBMDEwDQYJYIZIAWUDBAIBBQAEIMMTiRCOssWc0y5exQdF+vpX8NK5SHRXi+QMVlF9ZDX0
      BAg8J9VtIRgnDgICCAA=
      """;

  /** {@code openssl pkcs12 -export -legacy}: 3DES, RC2 with 40 bits, MAC with SHA-1. */
  static final String LEGACY_STORE =
      """
      MIIDegIBAzCCA0AGCSqGSIb3DQEHAaCCAzEEggMtMIIDKTCCAh8GCSqGSIb3DQEHBqCCAhAwggIM
      AgEAMIICBQYJKoZIhvcNAQcBMBwGCiqGSIb3DQEMAQYwDgQIeRzhVkrdSkwCAggAgIIB2LoxQ6+F
      coH7EFZwwP25wr5lKozuF698kkaSY8Vmj5v0T5XbpZdj7x6ZCj3eIM1z2RPYeXUeO7yDr2ejwDO3
      PJO1PhiHORAvKobGTUXImNUXbQa2nkCyZu3ESw07Sg3S4+CEwAO4ZJdK1fAHGfnitBE7MXQNGla5
      CvwH8zDZveH6UKTDg1+JHhYLYHqWUoG0Mpq+bUIdrAtTwCo8ROzI3VXKZVmDcLJxU28Bfb5Aj8tQ
      ZHiDsgBgc/MOo5WNbnhHWuW9W/c5bgsp41f5nY+oh8andVVi7vQ05ZkpRFpYOudeeCokOHIQIZZG
      QuIZWMU3lnN98FbgaYZvKz+4I3VoPSzdXGpGDSE+F+C8T0MaqbTgSl15A08oS6GLgX6ym0TD9MbT
      v70sPYzyPlYjOW5wf5cwWMmeh4oRNsFkhIL3TWUBWLakQwlgl2iyCjgsHkE1PKJIdPChqJVzjKn9
      SLAGllwFoUD885MuH4sKaBJErZ50xa/jioFH1fvdfe3J9yO+R/CtuDK713iMkEoqd+ydR9aMKyNE
      EX1aPkdQHiQBy/6rFsmaFwXWUMuxe5ofI0DJhTA7TkYKxRGWjtBhwhvwgIN1eZovBLHl3ftnQ3nq
      BkyudxxX1DQJQC0wggECBgkqhkiG9w0BBwGggfQEgfEwge4wgesGCyqGSIb3DQEMCgECoIG0MIGx
      MBwGCiqGSIb3DQEMAQMwDgQI7PJbkn16F3UCAggABIGQE62dnuecppKjgyUAzsDiRLwfthDfJ9Pb
      2BBYcUzbnCrt/Zzk933C/K5LrQS+9osR+ra4lIeYoWMTaaGjlywz2ms+27v4h3OFj3Qlav0yK3o7
      ojyU4CAhrneAbkImSN+PdVtvhb975hMON8vKdD5O0ceMJTi1Vn6rLcuj6kzHGJOIdiDkIWXhTbcu
      6ISuzrrUMSUwIwYJKoZIhvcNAQkVMRYEFAjDNFrjfpCjLH8Ul2ckSzFIBxVoMDEwITAJBgUrDgMC
      GgUABBQN33SLVcmX9AZ5eo43mlQpqbn+iQQIuZzdHRZ/Ty0CAggA
      """;

  /** {@code openssl pkcs12 -export -nomac}, with the certificate of the other key. */
  static final String STORE_WITHOUT_MAC =
      """
      MIIEsgIBAzCCBKsGCSqGSIb3DQEHAaCCBJwEggSYMIIElDCCA0sGCSqGSIb3DQEHAaCCAzwEggM4
      MIIDNDCCAcsGCyqGSIb3DQEMCgEDoIIBkzCCAY8GCiqGSIb3DQEJFgGgggF/BIIBezCCAXcwggEd
      oAMCAQICFEltM3UDwrsER8ji2/ybDeytu6YwMAoGCCqGSM49BAMCMBExDzANBgNVBAMMBkF1dGhv
      cjAeFw0yNjExMzAxNzI1MzlaFw0zNjExMjcxNzI1MzlaMBExDzANBgNVBAMMBkF1dGhvcjBZMBMG
      ByqGSM49AgEGCCqGSM49AwEHA0IABDvB7348gUt0pDjbMa1mDU5r/LiWKo2QnFYOd6vW7IgEbu8m
      GpzFfjrHsRhxSd/PKls/XiXVt25QDimYw/H6/SajUzBRMB0GA1UdDgQWBBQu0GBH3lpYkcaoKs8l
      qVBoM8jlDzAfBgNVHSMEGDAWgBQu0GBH3lpYkcaoKs8lqVBoM8jlDzAPBgNVHRMBAf8EBTADAQH/
      MAoGCCqGSM49BAMCA0gAMEUCIQCqoHedpQpqshMsXS2f37yOkKcEfDyQFcnXmQiJqxCVfAIgBj8E
      3LcucvmuDBrNJFFz/lK1Xdjnb7xEeVJz6l3A2KsxJTAjBgkqhkiG9w0BCRUxFgQUCMM0WuN+kKMs
      fxSXZyRLMUgHFWgwggFhBgsqhkiG9w0BDAoBA6CCAVAwggFMBgoqhkiG9w0BCRYBoIIBPASCATgw
      ggE0MIHnoAMCAQICFBZpM9dYMvle1r0P+hKxrX6XOiLkMAUGAytlcDAQMQ4wDAYDVQQDDAVPdGhl
      cjAeFw0yNjExMzAxNzI1MzlaFw0zNjExMjcxNzI1MzlaMBAxDjAMBgNVBAMMBU90aGVyMCowBQYD
      K2VwAyEAQQWKs25Mfr6J2zMydT+Sry1SbSe6KABkRiskb1OAaEejUzBRMB0GA1UdDgQWBBS0Jmgj
      mIIs2BqMUp9MVoNGh5MoxTAfBgNVHSMEGDAWgBS0JmgjmIIs2BqMUp9MVoNGh5MoxTAPBgNVHRMB
      Af8EBTADAQH/MAUGAytlcANBAB1m/0Avk/eMJ+CYM+4Bq4Z1AcMwxZijvKfAVgHFi/SzOg8shcq0
      wEn4GXMzw6XYHFFy2J63mSDOcLIJlcda7gIwggFBBgkqhkiG9w0BBwGgggEyBIIBLjCCASowggEm
      BgsqhkiG9w0BDAoBAqCB7zCB7DBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIubNY2Jnn
      OFUCAggAMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBCmLTySgxB+vBpPLOAnY2o6BIGQBJHq
      BbbE3XfmWw+sXYzReCIMzIzZx8aMH8JTLQIghVs/HvG3U9MN3Vm6Np3Yo4DqFfiNVoGUDAl1EVuu
      dKhcJDPVDzJ/o40A26nW52VcDtd8A78XN1uYeaoSt90j2BpvX0Cm361vekP5yUzOkFRQEqHBr7fJ
      bHRu7kkgUJwCd1p8klYanafmBYicnzRXVGAkMSUwIwYJKoZIhvcNAQkVMRYEFAjDNFrjfpCjLH8U
      l2ckSzFIBxVo
      """;

  private OpensslKeys() {}
}
