import { GITHUB_REFUSAL, fetchToken } from './instance.js';
import { promisify } from './builtin-node-util.js';
import { valueAt, isObject, jsonOf, textAt, wordsOf, addressAt, jsonPost, digitsAt } from './service.js';
import { allDigests } from './attached.js';
import { refusedByLog } from './signing-key-errors.js';
import { TrafficCounter, Transport, RetryBudget, RefusedAddress, mayPass, follow, Target, TrustedOrigin, refuseWebPage, ConnectionFailure, documentBlob, readEntry, awaitAll, RegistryError, createDispatcher, loadProxies } from './publish.js';
import { printable, jsonBytes, hexOf, X509Certificate, createPublicKey, verify, pLimit, sign, generateKeyPair, createHash, isIndex, MEDIA_TYPE, digestOf, referrerDocument, formatRepository, EMPTY_CONFIG, documentOf, formatPlatform } from './start.js';
import { __commonJS, __require, ActionError, __toESM } from './boot.js';

// node_modules/@sigstore/protobuf-specs/dist/__generated__/envelope.js
var require_envelope = __commonJS({
  "node_modules/@sigstore/protobuf-specs/dist/__generated__/envelope.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Signature = exports.Envelope = void 0;
    exports.Envelope = {
      fromJSON(object) {
        return {
          payload: isSet(object.payload) ? Buffer.from(bytesFromBase64(object.payload)) : Buffer.alloc(0),
          payloadType: isSet(object.payloadType) ? globalThis.String(object.payloadType) : "",
          signatures: globalThis.Array.isArray(object?.signatures) ? object.signatures.map((e) => exports.Signature.fromJSON(e)) : []
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.payload.length !== 0) {
          obj.payload = base64FromBytes(message.payload);
        }
        if (message.payloadType !== "") {
          obj.payloadType = message.payloadType;
        }
        if (message.signatures?.length) {
          obj.signatures = message.signatures.map((e) => exports.Signature.toJSON(e));
        }
        return obj;
      }
    };
    exports.Signature = {
      fromJSON(object) {
        return {
          sig: isSet(object.sig) ? Buffer.from(bytesFromBase64(object.sig)) : Buffer.alloc(0),
          keyid: isSet(object.keyid) ? globalThis.String(object.keyid) : ""
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.sig.length !== 0) {
          obj.sig = base64FromBytes(message.sig);
        }
        if (message.keyid !== "") {
          obj.keyid = message.keyid;
        }
        return obj;
      }
    };
    function bytesFromBase64(b64) {
      return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
    }
    function base64FromBytes(arr) {
      return globalThis.Buffer.from(arr).toString("base64");
    }
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  }
});

// node_modules/@sigstore/protobuf-specs/dist/__generated__/google/protobuf/timestamp.js
var require_timestamp = __commonJS({
  "node_modules/@sigstore/protobuf-specs/dist/__generated__/google/protobuf/timestamp.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Timestamp = void 0;
    exports.Timestamp = {
      fromJSON(object) {
        return {
          seconds: isSet(object.seconds) ? globalThis.String(object.seconds) : "0",
          nanos: isSet(object.nanos) ? globalThis.Number(object.nanos) : 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.seconds !== "0") {
          obj.seconds = message.seconds;
        }
        if (message.nanos !== 0) {
          obj.nanos = Math.round(message.nanos);
        }
        return obj;
      }
    };
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  }
});

// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_common.js
var require_sigstore_common = __commonJS({
  "node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_common.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.TimeRange = exports.X509CertificateChain = exports.SubjectAlternativeName = exports.X509Certificate = exports.DistinguishedName = exports.ObjectIdentifierValuePair = exports.ObjectIdentifier = exports.PublicKeyIdentifier = exports.PublicKey = exports.RFC3161SignedTimestamp = exports.LogId = exports.MessageSignature = exports.HashOutput = exports.SubjectAlternativeNameType = exports.PublicKeyDetails = exports.HashAlgorithm = void 0;
    exports.hashAlgorithmFromJSON = hashAlgorithmFromJSON;
    exports.hashAlgorithmToJSON = hashAlgorithmToJSON;
    exports.publicKeyDetailsFromJSON = publicKeyDetailsFromJSON;
    exports.publicKeyDetailsToJSON = publicKeyDetailsToJSON;
    exports.subjectAlternativeNameTypeFromJSON = subjectAlternativeNameTypeFromJSON;
    exports.subjectAlternativeNameTypeToJSON = subjectAlternativeNameTypeToJSON;
    var timestamp_1 = require_timestamp();
    var HashAlgorithm;
    (function(HashAlgorithm2) {
      HashAlgorithm2[HashAlgorithm2["HASH_ALGORITHM_UNSPECIFIED"] = 0] = "HASH_ALGORITHM_UNSPECIFIED";
      HashAlgorithm2[HashAlgorithm2["SHA2_256"] = 1] = "SHA2_256";
      HashAlgorithm2[HashAlgorithm2["SHA2_384"] = 2] = "SHA2_384";
      HashAlgorithm2[HashAlgorithm2["SHA2_512"] = 3] = "SHA2_512";
      HashAlgorithm2[HashAlgorithm2["SHA3_256"] = 4] = "SHA3_256";
      HashAlgorithm2[HashAlgorithm2["SHA3_384"] = 5] = "SHA3_384";
    })(HashAlgorithm || (exports.HashAlgorithm = HashAlgorithm = {}));
    function hashAlgorithmFromJSON(object) {
      switch (object) {
        case 0:
        case "HASH_ALGORITHM_UNSPECIFIED":
          return HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED;
        case 1:
        case "SHA2_256":
          return HashAlgorithm.SHA2_256;
        case 2:
        case "SHA2_384":
          return HashAlgorithm.SHA2_384;
        case 3:
        case "SHA2_512":
          return HashAlgorithm.SHA2_512;
        case 4:
        case "SHA3_256":
          return HashAlgorithm.SHA3_256;
        case 5:
        case "SHA3_384":
          return HashAlgorithm.SHA3_384;
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum HashAlgorithm");
      }
    }
    function hashAlgorithmToJSON(object) {
      switch (object) {
        case HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED:
          return "HASH_ALGORITHM_UNSPECIFIED";
        case HashAlgorithm.SHA2_256:
          return "SHA2_256";
        case HashAlgorithm.SHA2_384:
          return "SHA2_384";
        case HashAlgorithm.SHA2_512:
          return "SHA2_512";
        case HashAlgorithm.SHA3_256:
          return "SHA3_256";
        case HashAlgorithm.SHA3_384:
          return "SHA3_384";
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum HashAlgorithm");
      }
    }
    var PublicKeyDetails;
    (function(PublicKeyDetails2) {
      PublicKeyDetails2[PublicKeyDetails2["PUBLIC_KEY_DETAILS_UNSPECIFIED"] = 0] = "PUBLIC_KEY_DETAILS_UNSPECIFIED";
      PublicKeyDetails2[PublicKeyDetails2["PKCS1_RSA_PKCS1V5"] = 1] = "PKCS1_RSA_PKCS1V5";
      PublicKeyDetails2[PublicKeyDetails2["PKCS1_RSA_PSS"] = 2] = "PKCS1_RSA_PSS";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PKCS1V5"] = 3] = "PKIX_RSA_PKCS1V5";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PSS"] = 4] = "PKIX_RSA_PSS";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PKCS1V15_2048_SHA256"] = 9] = "PKIX_RSA_PKCS1V15_2048_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PKCS1V15_3072_SHA256"] = 10] = "PKIX_RSA_PKCS1V15_3072_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PKCS1V15_4096_SHA256"] = 11] = "PKIX_RSA_PKCS1V15_4096_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PSS_2048_SHA256"] = 16] = "PKIX_RSA_PSS_2048_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PSS_3072_SHA256"] = 17] = "PKIX_RSA_PSS_3072_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PSS_4096_SHA256"] = 18] = "PKIX_RSA_PSS_4096_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ECDSA_P256_HMAC_SHA_256"] = 6] = "PKIX_ECDSA_P256_HMAC_SHA_256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ECDSA_P256_SHA_256"] = 5] = "PKIX_ECDSA_P256_SHA_256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ECDSA_P384_SHA_384"] = 12] = "PKIX_ECDSA_P384_SHA_384";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ECDSA_P521_SHA_512"] = 13] = "PKIX_ECDSA_P521_SHA_512";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ED25519"] = 7] = "PKIX_ED25519";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ED25519_PH"] = 8] = "PKIX_ED25519_PH";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ECDSA_P384_SHA_256"] = 19] = "PKIX_ECDSA_P384_SHA_256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ECDSA_P521_SHA_256"] = 20] = "PKIX_ECDSA_P521_SHA_256";
      PublicKeyDetails2[PublicKeyDetails2["LMS_SHA256"] = 14] = "LMS_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["LMOTS_SHA256"] = 15] = "LMOTS_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["ML_DSA_44"] = 23] = "ML_DSA_44";
      PublicKeyDetails2[PublicKeyDetails2["ML_DSA_65"] = 21] = "ML_DSA_65";
      PublicKeyDetails2[PublicKeyDetails2["ML_DSA_87"] = 22] = "ML_DSA_87";
    })(PublicKeyDetails || (exports.PublicKeyDetails = PublicKeyDetails = {}));
    function publicKeyDetailsFromJSON(object) {
      switch (object) {
        case 0:
        case "PUBLIC_KEY_DETAILS_UNSPECIFIED":
          return PublicKeyDetails.PUBLIC_KEY_DETAILS_UNSPECIFIED;
        case 1:
        case "PKCS1_RSA_PKCS1V5":
          return PublicKeyDetails.PKCS1_RSA_PKCS1V5;
        case 2:
        case "PKCS1_RSA_PSS":
          return PublicKeyDetails.PKCS1_RSA_PSS;
        case 3:
        case "PKIX_RSA_PKCS1V5":
          return PublicKeyDetails.PKIX_RSA_PKCS1V5;
        case 4:
        case "PKIX_RSA_PSS":
          return PublicKeyDetails.PKIX_RSA_PSS;
        case 9:
        case "PKIX_RSA_PKCS1V15_2048_SHA256":
          return PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256;
        case 10:
        case "PKIX_RSA_PKCS1V15_3072_SHA256":
          return PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256;
        case 11:
        case "PKIX_RSA_PKCS1V15_4096_SHA256":
          return PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256;
        case 16:
        case "PKIX_RSA_PSS_2048_SHA256":
          return PublicKeyDetails.PKIX_RSA_PSS_2048_SHA256;
        case 17:
        case "PKIX_RSA_PSS_3072_SHA256":
          return PublicKeyDetails.PKIX_RSA_PSS_3072_SHA256;
        case 18:
        case "PKIX_RSA_PSS_4096_SHA256":
          return PublicKeyDetails.PKIX_RSA_PSS_4096_SHA256;
        case 6:
        case "PKIX_ECDSA_P256_HMAC_SHA_256":
          return PublicKeyDetails.PKIX_ECDSA_P256_HMAC_SHA_256;
        case 5:
        case "PKIX_ECDSA_P256_SHA_256":
          return PublicKeyDetails.PKIX_ECDSA_P256_SHA_256;
        case 12:
        case "PKIX_ECDSA_P384_SHA_384":
          return PublicKeyDetails.PKIX_ECDSA_P384_SHA_384;
        case 13:
        case "PKIX_ECDSA_P521_SHA_512":
          return PublicKeyDetails.PKIX_ECDSA_P521_SHA_512;
        case 7:
        case "PKIX_ED25519":
          return PublicKeyDetails.PKIX_ED25519;
        case 8:
        case "PKIX_ED25519_PH":
          return PublicKeyDetails.PKIX_ED25519_PH;
        case 19:
        case "PKIX_ECDSA_P384_SHA_256":
          return PublicKeyDetails.PKIX_ECDSA_P384_SHA_256;
        case 20:
        case "PKIX_ECDSA_P521_SHA_256":
          return PublicKeyDetails.PKIX_ECDSA_P521_SHA_256;
        case 14:
        case "LMS_SHA256":
          return PublicKeyDetails.LMS_SHA256;
        case 15:
        case "LMOTS_SHA256":
          return PublicKeyDetails.LMOTS_SHA256;
        case 23:
        case "ML_DSA_44":
          return PublicKeyDetails.ML_DSA_44;
        case 21:
        case "ML_DSA_65":
          return PublicKeyDetails.ML_DSA_65;
        case 22:
        case "ML_DSA_87":
          return PublicKeyDetails.ML_DSA_87;
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum PublicKeyDetails");
      }
    }
    function publicKeyDetailsToJSON(object) {
      switch (object) {
        case PublicKeyDetails.PUBLIC_KEY_DETAILS_UNSPECIFIED:
          return "PUBLIC_KEY_DETAILS_UNSPECIFIED";
        case PublicKeyDetails.PKCS1_RSA_PKCS1V5:
          return "PKCS1_RSA_PKCS1V5";
        case PublicKeyDetails.PKCS1_RSA_PSS:
          return "PKCS1_RSA_PSS";
        case PublicKeyDetails.PKIX_RSA_PKCS1V5:
          return "PKIX_RSA_PKCS1V5";
        case PublicKeyDetails.PKIX_RSA_PSS:
          return "PKIX_RSA_PSS";
        case PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256:
          return "PKIX_RSA_PKCS1V15_2048_SHA256";
        case PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256:
          return "PKIX_RSA_PKCS1V15_3072_SHA256";
        case PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256:
          return "PKIX_RSA_PKCS1V15_4096_SHA256";
        case PublicKeyDetails.PKIX_RSA_PSS_2048_SHA256:
          return "PKIX_RSA_PSS_2048_SHA256";
        case PublicKeyDetails.PKIX_RSA_PSS_3072_SHA256:
          return "PKIX_RSA_PSS_3072_SHA256";
        case PublicKeyDetails.PKIX_RSA_PSS_4096_SHA256:
          return "PKIX_RSA_PSS_4096_SHA256";
        case PublicKeyDetails.PKIX_ECDSA_P256_HMAC_SHA_256:
          return "PKIX_ECDSA_P256_HMAC_SHA_256";
        case PublicKeyDetails.PKIX_ECDSA_P256_SHA_256:
          return "PKIX_ECDSA_P256_SHA_256";
        case PublicKeyDetails.PKIX_ECDSA_P384_SHA_384:
          return "PKIX_ECDSA_P384_SHA_384";
        case PublicKeyDetails.PKIX_ECDSA_P521_SHA_512:
          return "PKIX_ECDSA_P521_SHA_512";
        case PublicKeyDetails.PKIX_ED25519:
          return "PKIX_ED25519";
        case PublicKeyDetails.PKIX_ED25519_PH:
          return "PKIX_ED25519_PH";
        case PublicKeyDetails.PKIX_ECDSA_P384_SHA_256:
          return "PKIX_ECDSA_P384_SHA_256";
        case PublicKeyDetails.PKIX_ECDSA_P521_SHA_256:
          return "PKIX_ECDSA_P521_SHA_256";
        case PublicKeyDetails.LMS_SHA256:
          return "LMS_SHA256";
        case PublicKeyDetails.LMOTS_SHA256:
          return "LMOTS_SHA256";
        case PublicKeyDetails.ML_DSA_44:
          return "ML_DSA_44";
        case PublicKeyDetails.ML_DSA_65:
          return "ML_DSA_65";
        case PublicKeyDetails.ML_DSA_87:
          return "ML_DSA_87";
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum PublicKeyDetails");
      }
    }
    var SubjectAlternativeNameType;
    (function(SubjectAlternativeNameType2) {
      SubjectAlternativeNameType2[SubjectAlternativeNameType2["SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED"] = 0] = "SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED";
      SubjectAlternativeNameType2[SubjectAlternativeNameType2["EMAIL"] = 1] = "EMAIL";
      SubjectAlternativeNameType2[SubjectAlternativeNameType2["URI"] = 2] = "URI";
      SubjectAlternativeNameType2[SubjectAlternativeNameType2["OTHER_NAME"] = 3] = "OTHER_NAME";
    })(SubjectAlternativeNameType || (exports.SubjectAlternativeNameType = SubjectAlternativeNameType = {}));
    function subjectAlternativeNameTypeFromJSON(object) {
      switch (object) {
        case 0:
        case "SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED":
          return SubjectAlternativeNameType.SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED;
        case 1:
        case "EMAIL":
          return SubjectAlternativeNameType.EMAIL;
        case 2:
        case "URI":
          return SubjectAlternativeNameType.URI;
        case 3:
        case "OTHER_NAME":
          return SubjectAlternativeNameType.OTHER_NAME;
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum SubjectAlternativeNameType");
      }
    }
    function subjectAlternativeNameTypeToJSON(object) {
      switch (object) {
        case SubjectAlternativeNameType.SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED:
          return "SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED";
        case SubjectAlternativeNameType.EMAIL:
          return "EMAIL";
        case SubjectAlternativeNameType.URI:
          return "URI";
        case SubjectAlternativeNameType.OTHER_NAME:
          return "OTHER_NAME";
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum SubjectAlternativeNameType");
      }
    }
    exports.HashOutput = {
      fromJSON(object) {
        return {
          algorithm: isSet(object.algorithm) ? hashAlgorithmFromJSON(object.algorithm) : 0,
          digest: isSet(object.digest) ? Buffer.from(bytesFromBase64(object.digest)) : Buffer.alloc(0)
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.algorithm !== 0) {
          obj.algorithm = hashAlgorithmToJSON(message.algorithm);
        }
        if (message.digest.length !== 0) {
          obj.digest = base64FromBytes(message.digest);
        }
        return obj;
      }
    };
    exports.MessageSignature = {
      fromJSON(object) {
        return {
          messageDigest: isSet(object.messageDigest) ? exports.HashOutput.fromJSON(object.messageDigest) : void 0,
          signature: isSet(object.signature) ? Buffer.from(bytesFromBase64(object.signature)) : Buffer.alloc(0)
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.messageDigest !== void 0) {
          obj.messageDigest = exports.HashOutput.toJSON(message.messageDigest);
        }
        if (message.signature.length !== 0) {
          obj.signature = base64FromBytes(message.signature);
        }
        return obj;
      }
    };
    exports.LogId = {
      fromJSON(object) {
        return { keyId: isSet(object.keyId) ? Buffer.from(bytesFromBase64(object.keyId)) : Buffer.alloc(0) };
      },
      toJSON(message) {
        const obj = {};
        if (message.keyId.length !== 0) {
          obj.keyId = base64FromBytes(message.keyId);
        }
        return obj;
      }
    };
    exports.RFC3161SignedTimestamp = {
      fromJSON(object) {
        return {
          signedTimestamp: isSet(object.signedTimestamp) ? Buffer.from(bytesFromBase64(object.signedTimestamp)) : Buffer.alloc(0)
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.signedTimestamp.length !== 0) {
          obj.signedTimestamp = base64FromBytes(message.signedTimestamp);
        }
        return obj;
      }
    };
    exports.PublicKey = {
      fromJSON(object) {
        return {
          rawBytes: isSet(object.rawBytes) ? Buffer.from(bytesFromBase64(object.rawBytes)) : void 0,
          keyDetails: isSet(object.keyDetails) ? publicKeyDetailsFromJSON(object.keyDetails) : 0,
          validFor: isSet(object.validFor) ? exports.TimeRange.fromJSON(object.validFor) : void 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.rawBytes !== void 0) {
          obj.rawBytes = base64FromBytes(message.rawBytes);
        }
        if (message.keyDetails !== 0) {
          obj.keyDetails = publicKeyDetailsToJSON(message.keyDetails);
        }
        if (message.validFor !== void 0) {
          obj.validFor = exports.TimeRange.toJSON(message.validFor);
        }
        return obj;
      }
    };
    exports.PublicKeyIdentifier = {
      fromJSON(object) {
        return { hint: isSet(object.hint) ? globalThis.String(object.hint) : "" };
      },
      toJSON(message) {
        const obj = {};
        if (message.hint !== "") {
          obj.hint = message.hint;
        }
        return obj;
      }
    };
    exports.ObjectIdentifier = {
      fromJSON(object) {
        return { id: globalThis.Array.isArray(object?.id) ? object.id.map((e) => globalThis.Number(e)) : [] };
      },
      toJSON(message) {
        const obj = {};
        if (message.id?.length) {
          obj.id = message.id.map((e) => Math.round(e));
        }
        return obj;
      }
    };
    exports.ObjectIdentifierValuePair = {
      fromJSON(object) {
        return {
          oid: isSet(object.oid) ? exports.ObjectIdentifier.fromJSON(object.oid) : void 0,
          value: isSet(object.value) ? Buffer.from(bytesFromBase64(object.value)) : Buffer.alloc(0)
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.oid !== void 0) {
          obj.oid = exports.ObjectIdentifier.toJSON(message.oid);
        }
        if (message.value.length !== 0) {
          obj.value = base64FromBytes(message.value);
        }
        return obj;
      }
    };
    exports.DistinguishedName = {
      fromJSON(object) {
        return {
          organization: isSet(object.organization) ? globalThis.String(object.organization) : "",
          commonName: isSet(object.commonName) ? globalThis.String(object.commonName) : ""
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.organization !== "") {
          obj.organization = message.organization;
        }
        if (message.commonName !== "") {
          obj.commonName = message.commonName;
        }
        return obj;
      }
    };
    exports.X509Certificate = {
      fromJSON(object) {
        return { rawBytes: isSet(object.rawBytes) ? Buffer.from(bytesFromBase64(object.rawBytes)) : Buffer.alloc(0) };
      },
      toJSON(message) {
        const obj = {};
        if (message.rawBytes.length !== 0) {
          obj.rawBytes = base64FromBytes(message.rawBytes);
        }
        return obj;
      }
    };
    exports.SubjectAlternativeName = {
      fromJSON(object) {
        return {
          type: isSet(object.type) ? subjectAlternativeNameTypeFromJSON(object.type) : 0,
          identity: isSet(object.regexp) ? { $case: "regexp", regexp: globalThis.String(object.regexp) } : isSet(object.value) ? { $case: "value", value: globalThis.String(object.value) } : void 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.type !== 0) {
          obj.type = subjectAlternativeNameTypeToJSON(message.type);
        }
        if (message.identity?.$case === "regexp") {
          obj.regexp = message.identity.regexp;
        } else if (message.identity?.$case === "value") {
          obj.value = message.identity.value;
        }
        return obj;
      }
    };
    exports.X509CertificateChain = {
      fromJSON(object) {
        return {
          certificates: globalThis.Array.isArray(object?.certificates) ? object.certificates.map((e) => exports.X509Certificate.fromJSON(e)) : []
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.certificates?.length) {
          obj.certificates = message.certificates.map((e) => exports.X509Certificate.toJSON(e));
        }
        return obj;
      }
    };
    exports.TimeRange = {
      fromJSON(object) {
        return {
          start: isSet(object.start) ? fromJsonTimestamp(object.start) : void 0,
          end: isSet(object.end) ? fromJsonTimestamp(object.end) : void 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.start !== void 0) {
          obj.start = message.start.toISOString();
        }
        if (message.end !== void 0) {
          obj.end = message.end.toISOString();
        }
        return obj;
      }
    };
    function bytesFromBase64(b64) {
      return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
    }
    function base64FromBytes(arr) {
      return globalThis.Buffer.from(arr).toString("base64");
    }
    function fromTimestamp(t) {
      let millis = (globalThis.Number(t.seconds) || 0) * 1e3;
      millis += (t.nanos || 0) / 1e6;
      return new globalThis.Date(millis);
    }
    function fromJsonTimestamp(o) {
      if (o instanceof globalThis.Date) {
        return o;
      } else if (typeof o === "string") {
        return new globalThis.Date(o);
      } else {
        return fromTimestamp(timestamp_1.Timestamp.fromJSON(o));
      }
    }
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  }
});

// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_rekor.js
var require_sigstore_rekor = __commonJS({
  "node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_rekor.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.TransparencyLogEntry = exports.InclusionPromise = exports.InclusionProof = exports.Checkpoint = exports.KindVersion = void 0;
    var sigstore_common_1 = require_sigstore_common();
    exports.KindVersion = {
      fromJSON(object) {
        return {
          kind: isSet(object.kind) ? globalThis.String(object.kind) : "",
          version: isSet(object.version) ? globalThis.String(object.version) : ""
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.kind !== "") {
          obj.kind = message.kind;
        }
        if (message.version !== "") {
          obj.version = message.version;
        }
        return obj;
      }
    };
    exports.Checkpoint = {
      fromJSON(object) {
        return { envelope: isSet(object.envelope) ? globalThis.String(object.envelope) : "" };
      },
      toJSON(message) {
        const obj = {};
        if (message.envelope !== "") {
          obj.envelope = message.envelope;
        }
        return obj;
      }
    };
    exports.InclusionProof = {
      fromJSON(object) {
        return {
          logIndex: isSet(object.logIndex) ? globalThis.String(object.logIndex) : "0",
          rootHash: isSet(object.rootHash) ? Buffer.from(bytesFromBase64(object.rootHash)) : Buffer.alloc(0),
          treeSize: isSet(object.treeSize) ? globalThis.String(object.treeSize) : "0",
          hashes: globalThis.Array.isArray(object?.hashes) ? object.hashes.map((e) => Buffer.from(bytesFromBase64(e))) : [],
          checkpoint: isSet(object.checkpoint) ? exports.Checkpoint.fromJSON(object.checkpoint) : void 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.logIndex !== "0") {
          obj.logIndex = message.logIndex;
        }
        if (message.rootHash.length !== 0) {
          obj.rootHash = base64FromBytes(message.rootHash);
        }
        if (message.treeSize !== "0") {
          obj.treeSize = message.treeSize;
        }
        if (message.hashes?.length) {
          obj.hashes = message.hashes.map((e) => base64FromBytes(e));
        }
        if (message.checkpoint !== void 0) {
          obj.checkpoint = exports.Checkpoint.toJSON(message.checkpoint);
        }
        return obj;
      }
    };
    exports.InclusionPromise = {
      fromJSON(object) {
        return {
          signedEntryTimestamp: isSet(object.signedEntryTimestamp) ? Buffer.from(bytesFromBase64(object.signedEntryTimestamp)) : Buffer.alloc(0)
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.signedEntryTimestamp.length !== 0) {
          obj.signedEntryTimestamp = base64FromBytes(message.signedEntryTimestamp);
        }
        return obj;
      }
    };
    exports.TransparencyLogEntry = {
      fromJSON(object) {
        return {
          logIndex: isSet(object.logIndex) ? globalThis.String(object.logIndex) : "0",
          logId: isSet(object.logId) ? sigstore_common_1.LogId.fromJSON(object.logId) : void 0,
          kindVersion: isSet(object.kindVersion) ? exports.KindVersion.fromJSON(object.kindVersion) : void 0,
          integratedTime: isSet(object.integratedTime) ? globalThis.String(object.integratedTime) : "0",
          inclusionPromise: isSet(object.inclusionPromise) ? exports.InclusionPromise.fromJSON(object.inclusionPromise) : void 0,
          inclusionProof: isSet(object.inclusionProof) ? exports.InclusionProof.fromJSON(object.inclusionProof) : void 0,
          canonicalizedBody: isSet(object.canonicalizedBody) ? Buffer.from(bytesFromBase64(object.canonicalizedBody)) : Buffer.alloc(0)
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.logIndex !== "0") {
          obj.logIndex = message.logIndex;
        }
        if (message.logId !== void 0) {
          obj.logId = sigstore_common_1.LogId.toJSON(message.logId);
        }
        if (message.kindVersion !== void 0) {
          obj.kindVersion = exports.KindVersion.toJSON(message.kindVersion);
        }
        if (message.integratedTime !== "0") {
          obj.integratedTime = message.integratedTime;
        }
        if (message.inclusionPromise !== void 0) {
          obj.inclusionPromise = exports.InclusionPromise.toJSON(message.inclusionPromise);
        }
        if (message.inclusionProof !== void 0) {
          obj.inclusionProof = exports.InclusionProof.toJSON(message.inclusionProof);
        }
        if (message.canonicalizedBody.length !== 0) {
          obj.canonicalizedBody = base64FromBytes(message.canonicalizedBody);
        }
        return obj;
      }
    };
    function bytesFromBase64(b64) {
      return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
    }
    function base64FromBytes(arr) {
      return globalThis.Buffer.from(arr).toString("base64");
    }
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  }
});

// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_bundle.js
var require_sigstore_bundle = __commonJS({
  "node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_bundle.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Bundle = exports.VerificationMaterial = exports.TimestampVerificationData = void 0;
    var envelope_1 = require_envelope();
    var sigstore_common_1 = require_sigstore_common();
    var sigstore_rekor_1 = require_sigstore_rekor();
    exports.TimestampVerificationData = {
      fromJSON(object) {
        return {
          rfc3161Timestamps: globalThis.Array.isArray(object?.rfc3161Timestamps) ? object.rfc3161Timestamps.map((e) => sigstore_common_1.RFC3161SignedTimestamp.fromJSON(e)) : []
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.rfc3161Timestamps?.length) {
          obj.rfc3161Timestamps = message.rfc3161Timestamps.map((e) => sigstore_common_1.RFC3161SignedTimestamp.toJSON(e));
        }
        return obj;
      }
    };
    exports.VerificationMaterial = {
      fromJSON(object) {
        return {
          content: isSet(object.publicKey) ? { $case: "publicKey", publicKey: sigstore_common_1.PublicKeyIdentifier.fromJSON(object.publicKey) } : isSet(object.x509CertificateChain) ? {
            $case: "x509CertificateChain",
            x509CertificateChain: sigstore_common_1.X509CertificateChain.fromJSON(object.x509CertificateChain)
          } : isSet(object.certificate) ? { $case: "certificate", certificate: sigstore_common_1.X509Certificate.fromJSON(object.certificate) } : void 0,
          tlogEntries: globalThis.Array.isArray(object?.tlogEntries) ? object.tlogEntries.map((e) => sigstore_rekor_1.TransparencyLogEntry.fromJSON(e)) : [],
          timestampVerificationData: isSet(object.timestampVerificationData) ? exports.TimestampVerificationData.fromJSON(object.timestampVerificationData) : void 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.content?.$case === "publicKey") {
          obj.publicKey = sigstore_common_1.PublicKeyIdentifier.toJSON(message.content.publicKey);
        } else if (message.content?.$case === "x509CertificateChain") {
          obj.x509CertificateChain = sigstore_common_1.X509CertificateChain.toJSON(message.content.x509CertificateChain);
        } else if (message.content?.$case === "certificate") {
          obj.certificate = sigstore_common_1.X509Certificate.toJSON(message.content.certificate);
        }
        if (message.tlogEntries?.length) {
          obj.tlogEntries = message.tlogEntries.map((e) => sigstore_rekor_1.TransparencyLogEntry.toJSON(e));
        }
        if (message.timestampVerificationData !== void 0) {
          obj.timestampVerificationData = exports.TimestampVerificationData.toJSON(message.timestampVerificationData);
        }
        return obj;
      }
    };
    exports.Bundle = {
      fromJSON(object) {
        return {
          mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
          verificationMaterial: isSet(object.verificationMaterial) ? exports.VerificationMaterial.fromJSON(object.verificationMaterial) : void 0,
          content: isSet(object.messageSignature) ? { $case: "messageSignature", messageSignature: sigstore_common_1.MessageSignature.fromJSON(object.messageSignature) } : isSet(object.dsseEnvelope) ? { $case: "dsseEnvelope", dsseEnvelope: envelope_1.Envelope.fromJSON(object.dsseEnvelope) } : void 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.mediaType !== "") {
          obj.mediaType = message.mediaType;
        }
        if (message.verificationMaterial !== void 0) {
          obj.verificationMaterial = exports.VerificationMaterial.toJSON(message.verificationMaterial);
        }
        if (message.content?.$case === "messageSignature") {
          obj.messageSignature = sigstore_common_1.MessageSignature.toJSON(message.content.messageSignature);
        } else if (message.content?.$case === "dsseEnvelope") {
          obj.dsseEnvelope = envelope_1.Envelope.toJSON(message.content.dsseEnvelope);
        }
        return obj;
      }
    };
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  }
});

// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_trustroot.js
var require_sigstore_trustroot = __commonJS({
  "node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_trustroot.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ClientTrustConfig = exports.ServiceConfiguration = exports.Service = exports.SigningConfig = exports.TrustedRoot = exports.CertificateAuthority = exports.TransparencyLogInstance = exports.ServiceSelector = void 0;
    exports.serviceSelectorFromJSON = serviceSelectorFromJSON;
    exports.serviceSelectorToJSON = serviceSelectorToJSON;
    var sigstore_common_1 = require_sigstore_common();
    var ServiceSelector;
    (function(ServiceSelector2) {
      ServiceSelector2[ServiceSelector2["SERVICE_SELECTOR_UNDEFINED"] = 0] = "SERVICE_SELECTOR_UNDEFINED";
      ServiceSelector2[ServiceSelector2["ALL"] = 1] = "ALL";
      ServiceSelector2[ServiceSelector2["ANY"] = 2] = "ANY";
      ServiceSelector2[ServiceSelector2["EXACT"] = 3] = "EXACT";
    })(ServiceSelector || (exports.ServiceSelector = ServiceSelector = {}));
    function serviceSelectorFromJSON(object) {
      switch (object) {
        case 0:
        case "SERVICE_SELECTOR_UNDEFINED":
          return ServiceSelector.SERVICE_SELECTOR_UNDEFINED;
        case 1:
        case "ALL":
          return ServiceSelector.ALL;
        case 2:
        case "ANY":
          return ServiceSelector.ANY;
        case 3:
        case "EXACT":
          return ServiceSelector.EXACT;
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum ServiceSelector");
      }
    }
    function serviceSelectorToJSON(object) {
      switch (object) {
        case ServiceSelector.SERVICE_SELECTOR_UNDEFINED:
          return "SERVICE_SELECTOR_UNDEFINED";
        case ServiceSelector.ALL:
          return "ALL";
        case ServiceSelector.ANY:
          return "ANY";
        case ServiceSelector.EXACT:
          return "EXACT";
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum ServiceSelector");
      }
    }
    exports.TransparencyLogInstance = {
      fromJSON(object) {
        return {
          baseUrl: isSet(object.baseUrl) ? globalThis.String(object.baseUrl) : "",
          hashAlgorithm: isSet(object.hashAlgorithm) ? (0, sigstore_common_1.hashAlgorithmFromJSON)(object.hashAlgorithm) : 0,
          publicKey: isSet(object.publicKey) ? sigstore_common_1.PublicKey.fromJSON(object.publicKey) : void 0,
          logId: isSet(object.logId) ? sigstore_common_1.LogId.fromJSON(object.logId) : void 0,
          checkpointKeyId: isSet(object.checkpointKeyId) ? sigstore_common_1.LogId.fromJSON(object.checkpointKeyId) : void 0,
          operator: isSet(object.operator) ? globalThis.String(object.operator) : ""
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.baseUrl !== "") {
          obj.baseUrl = message.baseUrl;
        }
        if (message.hashAlgorithm !== 0) {
          obj.hashAlgorithm = (0, sigstore_common_1.hashAlgorithmToJSON)(message.hashAlgorithm);
        }
        if (message.publicKey !== void 0) {
          obj.publicKey = sigstore_common_1.PublicKey.toJSON(message.publicKey);
        }
        if (message.logId !== void 0) {
          obj.logId = sigstore_common_1.LogId.toJSON(message.logId);
        }
        if (message.checkpointKeyId !== void 0) {
          obj.checkpointKeyId = sigstore_common_1.LogId.toJSON(message.checkpointKeyId);
        }
        if (message.operator !== "") {
          obj.operator = message.operator;
        }
        return obj;
      }
    };
    exports.CertificateAuthority = {
      fromJSON(object) {
        return {
          subject: isSet(object.subject) ? sigstore_common_1.DistinguishedName.fromJSON(object.subject) : void 0,
          uri: isSet(object.uri) ? globalThis.String(object.uri) : "",
          certChain: isSet(object.certChain) ? sigstore_common_1.X509CertificateChain.fromJSON(object.certChain) : void 0,
          validFor: isSet(object.validFor) ? sigstore_common_1.TimeRange.fromJSON(object.validFor) : void 0,
          operator: isSet(object.operator) ? globalThis.String(object.operator) : ""
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.subject !== void 0) {
          obj.subject = sigstore_common_1.DistinguishedName.toJSON(message.subject);
        }
        if (message.uri !== "") {
          obj.uri = message.uri;
        }
        if (message.certChain !== void 0) {
          obj.certChain = sigstore_common_1.X509CertificateChain.toJSON(message.certChain);
        }
        if (message.validFor !== void 0) {
          obj.validFor = sigstore_common_1.TimeRange.toJSON(message.validFor);
        }
        if (message.operator !== "") {
          obj.operator = message.operator;
        }
        return obj;
      }
    };
    exports.TrustedRoot = {
      fromJSON(object) {
        return {
          mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
          tlogs: globalThis.Array.isArray(object?.tlogs) ? object.tlogs.map((e) => exports.TransparencyLogInstance.fromJSON(e)) : [],
          certificateAuthorities: globalThis.Array.isArray(object?.certificateAuthorities) ? object.certificateAuthorities.map((e) => exports.CertificateAuthority.fromJSON(e)) : [],
          ctlogs: globalThis.Array.isArray(object?.ctlogs) ? object.ctlogs.map((e) => exports.TransparencyLogInstance.fromJSON(e)) : [],
          timestampAuthorities: globalThis.Array.isArray(object?.timestampAuthorities) ? object.timestampAuthorities.map((e) => exports.CertificateAuthority.fromJSON(e)) : []
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.mediaType !== "") {
          obj.mediaType = message.mediaType;
        }
        if (message.tlogs?.length) {
          obj.tlogs = message.tlogs.map((e) => exports.TransparencyLogInstance.toJSON(e));
        }
        if (message.certificateAuthorities?.length) {
          obj.certificateAuthorities = message.certificateAuthorities.map((e) => exports.CertificateAuthority.toJSON(e));
        }
        if (message.ctlogs?.length) {
          obj.ctlogs = message.ctlogs.map((e) => exports.TransparencyLogInstance.toJSON(e));
        }
        if (message.timestampAuthorities?.length) {
          obj.timestampAuthorities = message.timestampAuthorities.map((e) => exports.CertificateAuthority.toJSON(e));
        }
        return obj;
      }
    };
    exports.SigningConfig = {
      fromJSON(object) {
        return {
          mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
          caUrls: globalThis.Array.isArray(object?.caUrls) ? object.caUrls.map((e) => exports.Service.fromJSON(e)) : [],
          oidcUrls: globalThis.Array.isArray(object?.oidcUrls) ? object.oidcUrls.map((e) => exports.Service.fromJSON(e)) : [],
          rekorTlogUrls: globalThis.Array.isArray(object?.rekorTlogUrls) ? object.rekorTlogUrls.map((e) => exports.Service.fromJSON(e)) : [],
          rekorTlogConfig: isSet(object.rekorTlogConfig) ? exports.ServiceConfiguration.fromJSON(object.rekorTlogConfig) : void 0,
          tsaUrls: globalThis.Array.isArray(object?.tsaUrls) ? object.tsaUrls.map((e) => exports.Service.fromJSON(e)) : [],
          tsaConfig: isSet(object.tsaConfig) ? exports.ServiceConfiguration.fromJSON(object.tsaConfig) : void 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.mediaType !== "") {
          obj.mediaType = message.mediaType;
        }
        if (message.caUrls?.length) {
          obj.caUrls = message.caUrls.map((e) => exports.Service.toJSON(e));
        }
        if (message.oidcUrls?.length) {
          obj.oidcUrls = message.oidcUrls.map((e) => exports.Service.toJSON(e));
        }
        if (message.rekorTlogUrls?.length) {
          obj.rekorTlogUrls = message.rekorTlogUrls.map((e) => exports.Service.toJSON(e));
        }
        if (message.rekorTlogConfig !== void 0) {
          obj.rekorTlogConfig = exports.ServiceConfiguration.toJSON(message.rekorTlogConfig);
        }
        if (message.tsaUrls?.length) {
          obj.tsaUrls = message.tsaUrls.map((e) => exports.Service.toJSON(e));
        }
        if (message.tsaConfig !== void 0) {
          obj.tsaConfig = exports.ServiceConfiguration.toJSON(message.tsaConfig);
        }
        return obj;
      }
    };
    exports.Service = {
      fromJSON(object) {
        return {
          url: isSet(object.url) ? globalThis.String(object.url) : "",
          majorApiVersion: isSet(object.majorApiVersion) ? globalThis.Number(object.majorApiVersion) : 0,
          validFor: isSet(object.validFor) ? sigstore_common_1.TimeRange.fromJSON(object.validFor) : void 0,
          operator: isSet(object.operator) ? globalThis.String(object.operator) : ""
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.url !== "") {
          obj.url = message.url;
        }
        if (message.majorApiVersion !== 0) {
          obj.majorApiVersion = Math.round(message.majorApiVersion);
        }
        if (message.validFor !== void 0) {
          obj.validFor = sigstore_common_1.TimeRange.toJSON(message.validFor);
        }
        if (message.operator !== "") {
          obj.operator = message.operator;
        }
        return obj;
      }
    };
    exports.ServiceConfiguration = {
      fromJSON(object) {
        return {
          selector: isSet(object.selector) ? serviceSelectorFromJSON(object.selector) : 0,
          count: isSet(object.count) ? globalThis.Number(object.count) : 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.selector !== 0) {
          obj.selector = serviceSelectorToJSON(message.selector);
        }
        if (message.count !== 0) {
          obj.count = Math.round(message.count);
        }
        return obj;
      }
    };
    exports.ClientTrustConfig = {
      fromJSON(object) {
        return {
          mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
          trustedRoot: isSet(object.trustedRoot) ? exports.TrustedRoot.fromJSON(object.trustedRoot) : void 0,
          signingConfig: isSet(object.signingConfig) ? exports.SigningConfig.fromJSON(object.signingConfig) : void 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.mediaType !== "") {
          obj.mediaType = message.mediaType;
        }
        if (message.trustedRoot !== void 0) {
          obj.trustedRoot = exports.TrustedRoot.toJSON(message.trustedRoot);
        }
        if (message.signingConfig !== void 0) {
          obj.signingConfig = exports.SigningConfig.toJSON(message.signingConfig);
        }
        return obj;
      }
    };
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  }
});

// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_verification.js
var require_sigstore_verification = __commonJS({
  "node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_verification.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Input = exports.Artifact = exports.ArtifactVerificationOptions_ObserverTimestampOptions = exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions = exports.ArtifactVerificationOptions_TimestampAuthorityOptions = exports.ArtifactVerificationOptions_CtlogOptions = exports.ArtifactVerificationOptions_TlogOptions = exports.ArtifactVerificationOptions = exports.PublicKeyIdentities = exports.CertificateIdentities = exports.CertificateIdentity = void 0;
    var sigstore_bundle_1 = require_sigstore_bundle();
    var sigstore_common_1 = require_sigstore_common();
    var sigstore_trustroot_1 = require_sigstore_trustroot();
    exports.CertificateIdentity = {
      fromJSON(object) {
        return {
          issuer: isSet(object.issuer) ? globalThis.String(object.issuer) : "",
          san: isSet(object.san) ? sigstore_common_1.SubjectAlternativeName.fromJSON(object.san) : void 0,
          oids: globalThis.Array.isArray(object?.oids) ? object.oids.map((e) => sigstore_common_1.ObjectIdentifierValuePair.fromJSON(e)) : []
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.issuer !== "") {
          obj.issuer = message.issuer;
        }
        if (message.san !== void 0) {
          obj.san = sigstore_common_1.SubjectAlternativeName.toJSON(message.san);
        }
        if (message.oids?.length) {
          obj.oids = message.oids.map((e) => sigstore_common_1.ObjectIdentifierValuePair.toJSON(e));
        }
        return obj;
      }
    };
    exports.CertificateIdentities = {
      fromJSON(object) {
        return {
          identities: globalThis.Array.isArray(object?.identities) ? object.identities.map((e) => exports.CertificateIdentity.fromJSON(e)) : []
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.identities?.length) {
          obj.identities = message.identities.map((e) => exports.CertificateIdentity.toJSON(e));
        }
        return obj;
      }
    };
    exports.PublicKeyIdentities = {
      fromJSON(object) {
        return {
          publicKeys: globalThis.Array.isArray(object?.publicKeys) ? object.publicKeys.map((e) => sigstore_common_1.PublicKey.fromJSON(e)) : []
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.publicKeys?.length) {
          obj.publicKeys = message.publicKeys.map((e) => sigstore_common_1.PublicKey.toJSON(e));
        }
        return obj;
      }
    };
    exports.ArtifactVerificationOptions = {
      fromJSON(object) {
        return {
          signers: isSet(object.certificateIdentities) ? {
            $case: "certificateIdentities",
            certificateIdentities: exports.CertificateIdentities.fromJSON(object.certificateIdentities)
          } : isSet(object.publicKeys) ? { $case: "publicKeys", publicKeys: exports.PublicKeyIdentities.fromJSON(object.publicKeys) } : void 0,
          tlogOptions: isSet(object.tlogOptions) ? exports.ArtifactVerificationOptions_TlogOptions.fromJSON(object.tlogOptions) : void 0,
          ctlogOptions: isSet(object.ctlogOptions) ? exports.ArtifactVerificationOptions_CtlogOptions.fromJSON(object.ctlogOptions) : void 0,
          tsaOptions: isSet(object.tsaOptions) ? exports.ArtifactVerificationOptions_TimestampAuthorityOptions.fromJSON(object.tsaOptions) : void 0,
          integratedTsOptions: isSet(object.integratedTsOptions) ? exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions.fromJSON(object.integratedTsOptions) : void 0,
          observerOptions: isSet(object.observerOptions) ? exports.ArtifactVerificationOptions_ObserverTimestampOptions.fromJSON(object.observerOptions) : void 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.signers?.$case === "certificateIdentities") {
          obj.certificateIdentities = exports.CertificateIdentities.toJSON(message.signers.certificateIdentities);
        } else if (message.signers?.$case === "publicKeys") {
          obj.publicKeys = exports.PublicKeyIdentities.toJSON(message.signers.publicKeys);
        }
        if (message.tlogOptions !== void 0) {
          obj.tlogOptions = exports.ArtifactVerificationOptions_TlogOptions.toJSON(message.tlogOptions);
        }
        if (message.ctlogOptions !== void 0) {
          obj.ctlogOptions = exports.ArtifactVerificationOptions_CtlogOptions.toJSON(message.ctlogOptions);
        }
        if (message.tsaOptions !== void 0) {
          obj.tsaOptions = exports.ArtifactVerificationOptions_TimestampAuthorityOptions.toJSON(message.tsaOptions);
        }
        if (message.integratedTsOptions !== void 0) {
          obj.integratedTsOptions = exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions.toJSON(message.integratedTsOptions);
        }
        if (message.observerOptions !== void 0) {
          obj.observerOptions = exports.ArtifactVerificationOptions_ObserverTimestampOptions.toJSON(message.observerOptions);
        }
        return obj;
      }
    };
    exports.ArtifactVerificationOptions_TlogOptions = {
      fromJSON(object) {
        return {
          threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
          performOnlineVerification: isSet(object.performOnlineVerification) ? globalThis.Boolean(object.performOnlineVerification) : false,
          disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.threshold !== 0) {
          obj.threshold = Math.round(message.threshold);
        }
        if (message.performOnlineVerification !== false) {
          obj.performOnlineVerification = message.performOnlineVerification;
        }
        if (message.disable !== false) {
          obj.disable = message.disable;
        }
        return obj;
      }
    };
    exports.ArtifactVerificationOptions_CtlogOptions = {
      fromJSON(object) {
        return {
          threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
          disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.threshold !== 0) {
          obj.threshold = Math.round(message.threshold);
        }
        if (message.disable !== false) {
          obj.disable = message.disable;
        }
        return obj;
      }
    };
    exports.ArtifactVerificationOptions_TimestampAuthorityOptions = {
      fromJSON(object) {
        return {
          threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
          disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.threshold !== 0) {
          obj.threshold = Math.round(message.threshold);
        }
        if (message.disable !== false) {
          obj.disable = message.disable;
        }
        return obj;
      }
    };
    exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions = {
      fromJSON(object) {
        return {
          threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
          disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.threshold !== 0) {
          obj.threshold = Math.round(message.threshold);
        }
        if (message.disable !== false) {
          obj.disable = message.disable;
        }
        return obj;
      }
    };
    exports.ArtifactVerificationOptions_ObserverTimestampOptions = {
      fromJSON(object) {
        return {
          threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
          disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.threshold !== 0) {
          obj.threshold = Math.round(message.threshold);
        }
        if (message.disable !== false) {
          obj.disable = message.disable;
        }
        return obj;
      }
    };
    exports.Artifact = {
      fromJSON(object) {
        return {
          data: isSet(object.artifactUri) ? { $case: "artifactUri", artifactUri: globalThis.String(object.artifactUri) } : isSet(object.artifact) ? { $case: "artifact", artifact: Buffer.from(bytesFromBase64(object.artifact)) } : isSet(object.artifactDigest) ? { $case: "artifactDigest", artifactDigest: sigstore_common_1.HashOutput.fromJSON(object.artifactDigest) } : void 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.data?.$case === "artifactUri") {
          obj.artifactUri = message.data.artifactUri;
        } else if (message.data?.$case === "artifact") {
          obj.artifact = base64FromBytes(message.data.artifact);
        } else if (message.data?.$case === "artifactDigest") {
          obj.artifactDigest = sigstore_common_1.HashOutput.toJSON(message.data.artifactDigest);
        }
        return obj;
      }
    };
    exports.Input = {
      fromJSON(object) {
        return {
          artifactTrustRoot: isSet(object.artifactTrustRoot) ? sigstore_trustroot_1.TrustedRoot.fromJSON(object.artifactTrustRoot) : void 0,
          artifactVerificationOptions: isSet(object.artifactVerificationOptions) ? exports.ArtifactVerificationOptions.fromJSON(object.artifactVerificationOptions) : void 0,
          bundle: isSet(object.bundle) ? sigstore_bundle_1.Bundle.fromJSON(object.bundle) : void 0,
          artifact: isSet(object.artifact) ? exports.Artifact.fromJSON(object.artifact) : void 0
        };
      },
      toJSON(message) {
        const obj = {};
        if (message.artifactTrustRoot !== void 0) {
          obj.artifactTrustRoot = sigstore_trustroot_1.TrustedRoot.toJSON(message.artifactTrustRoot);
        }
        if (message.artifactVerificationOptions !== void 0) {
          obj.artifactVerificationOptions = exports.ArtifactVerificationOptions.toJSON(message.artifactVerificationOptions);
        }
        if (message.bundle !== void 0) {
          obj.bundle = sigstore_bundle_1.Bundle.toJSON(message.bundle);
        }
        if (message.artifact !== void 0) {
          obj.artifact = exports.Artifact.toJSON(message.artifact);
        }
        return obj;
      }
    };
    function bytesFromBase64(b64) {
      return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
    }
    function base64FromBytes(arr) {
      return globalThis.Buffer.from(arr).toString("base64");
    }
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  }
});

// node_modules/@sigstore/protobuf-specs/dist/index.js
var require_dist = __commonJS({
  "node_modules/@sigstore/protobuf-specs/dist/index.js"(exports) {
    "use strict";
    var __createBinding = exports && exports.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __exportStar = exports && exports.__exportStar || function(m, exports2) {
      for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports2, p)) __createBinding(exports2, m, p);
    };
    Object.defineProperty(exports, "__esModule", { value: true });
    __exportStar(require_envelope(), exports);
    __exportStar(require_sigstore_bundle(), exports);
    __exportStar(require_sigstore_common(), exports);
    __exportStar(require_sigstore_rekor(), exports);
    __exportStar(require_sigstore_trustroot(), exports);
    __exportStar(require_sigstore_verification(), exports);
  }
});

// node_modules/@sigstore/bundle/dist/bundle.js
var require_bundle = __commonJS({
  "node_modules/@sigstore/bundle/dist/bundle.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.BUNDLE_V03_MEDIA_TYPE = exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = exports.BUNDLE_V02_MEDIA_TYPE = exports.BUNDLE_V01_MEDIA_TYPE = void 0;
    exports.isBundleWithCertificateChain = isBundleWithCertificateChain;
    exports.isBundleWithPublicKey = isBundleWithPublicKey;
    exports.isBundleWithMessageSignature = isBundleWithMessageSignature;
    exports.isBundleWithDsseEnvelope = isBundleWithDsseEnvelope2;
    exports.BUNDLE_V01_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.1";
    exports.BUNDLE_V02_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.2";
    exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.3";
    exports.BUNDLE_V03_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    function isBundleWithCertificateChain(b) {
      return b.verificationMaterial.content.$case === "x509CertificateChain";
    }
    function isBundleWithPublicKey(b) {
      return b.verificationMaterial.content.$case === "publicKey";
    }
    function isBundleWithMessageSignature(b) {
      return b.content.$case === "messageSignature";
    }
    function isBundleWithDsseEnvelope2(b) {
      return b.content.$case === "dsseEnvelope";
    }
  }
});

// node_modules/@sigstore/bundle/dist/build.js
var require_build = __commonJS({
  "node_modules/@sigstore/bundle/dist/build.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.toMessageSignatureBundle = toMessageSignatureBundle;
    exports.toDSSEBundle = toDSSEBundle2;
    var protobuf_specs_1 = require_dist();
    var bundle_1 = require_bundle();
    function toMessageSignatureBundle(options) {
      return {
        mediaType: options.certificateChain ? bundle_1.BUNDLE_V02_MEDIA_TYPE : bundle_1.BUNDLE_V03_MEDIA_TYPE,
        content: {
          $case: "messageSignature",
          messageSignature: {
            messageDigest: {
              algorithm: protobuf_specs_1.HashAlgorithm.SHA2_256,
              digest: options.digest
            },
            signature: options.signature
          }
        },
        verificationMaterial: toVerificationMaterial(options)
      };
    }
    function toDSSEBundle2(options) {
      return {
        mediaType: options.certificateChain ? bundle_1.BUNDLE_V02_MEDIA_TYPE : bundle_1.BUNDLE_V03_MEDIA_TYPE,
        content: {
          $case: "dsseEnvelope",
          dsseEnvelope: toEnvelope(options)
        },
        verificationMaterial: toVerificationMaterial(options)
      };
    }
    function toEnvelope(options) {
      return {
        payloadType: options.artifactType,
        payload: options.artifact,
        signatures: [toSignature(options)]
      };
    }
    function toSignature(options) {
      return {
        keyid: options.keyHint || "",
        sig: options.signature
      };
    }
    function toVerificationMaterial(options) {
      return {
        content: toKeyContent(options),
        tlogEntries: [],
        timestampVerificationData: { rfc3161Timestamps: [] }
      };
    }
    function toKeyContent(options) {
      if (options.certificate) {
        if (options.certificateChain) {
          return {
            $case: "x509CertificateChain",
            x509CertificateChain: {
              certificates: [{ rawBytes: options.certificate }]
            }
          };
        } else {
          return {
            $case: "certificate",
            certificate: { rawBytes: options.certificate }
          };
        }
      } else {
        return {
          $case: "publicKey",
          publicKey: {
            hint: options.keyHint || ""
          }
        };
      }
    }
  }
});

// node_modules/@sigstore/bundle/dist/error.js
var require_error = __commonJS({
  "node_modules/@sigstore/bundle/dist/error.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ValidationError = void 0;
    var ValidationError = class extends Error {
      fields;
      constructor(message, fields) {
        super(message);
        this.fields = fields;
      }
    };
    exports.ValidationError = ValidationError;
  }
});

// node_modules/@sigstore/bundle/dist/validate.js
var require_validate = __commonJS({
  "node_modules/@sigstore/bundle/dist/validate.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.assertBundle = assertBundle;
    exports.assertBundleV01 = assertBundleV01;
    exports.isBundleV01 = isBundleV01;
    exports.assertBundleV02 = assertBundleV02;
    exports.assertBundleLatest = assertBundleLatest;
    var error_1 = require_error();
    function assertBundle(b) {
      const invalidValues = validateBundleBase(b);
      if (invalidValues.length > 0) {
        throw new error_1.ValidationError("invalid bundle", invalidValues);
      }
    }
    function assertBundleV01(b) {
      const invalidValues = [];
      invalidValues.push(...validateBundleBase(b));
      invalidValues.push(...validateInclusionPromise(b));
      if (invalidValues.length > 0) {
        throw new error_1.ValidationError("invalid v0.1 bundle", invalidValues);
      }
    }
    function isBundleV01(b) {
      try {
        assertBundleV01(b);
        return true;
      } catch (e) {
        return false;
      }
    }
    function assertBundleV02(b) {
      const invalidValues = [];
      invalidValues.push(...validateBundleBase(b));
      invalidValues.push(...validateInclusionProof(b));
      if (invalidValues.length > 0) {
        throw new error_1.ValidationError("invalid v0.2 bundle", invalidValues);
      }
    }
    function assertBundleLatest(b) {
      const invalidValues = [];
      invalidValues.push(...validateBundleBase(b));
      invalidValues.push(...validateInclusionProof(b));
      invalidValues.push(...validateNoCertificateChain(b));
      if (invalidValues.length > 0) {
        throw new error_1.ValidationError("invalid bundle", invalidValues);
      }
    }
    function validateBundleBase(b) {
      const invalidValues = [];
      if (b.mediaType === void 0 || !b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\+json;version=\d\.\d/) && !b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\.v\d\.\d\+json/)) {
        invalidValues.push("mediaType");
      }
      if (b.content === void 0) {
        invalidValues.push("content");
      } else {
        switch (b.content.$case) {
          case "messageSignature":
            if (b.content.messageSignature.messageDigest === void 0) {
              invalidValues.push("content.messageSignature.messageDigest");
            } else {
              if (b.content.messageSignature.messageDigest.digest.length === 0) {
                invalidValues.push("content.messageSignature.messageDigest.digest");
              }
            }
            if (b.content.messageSignature.signature.length === 0) {
              invalidValues.push("content.messageSignature.signature");
            }
            break;
          case "dsseEnvelope":
            if (b.content.dsseEnvelope.payload.length === 0) {
              invalidValues.push("content.dsseEnvelope.payload");
            }
            if (b.content.dsseEnvelope.signatures.length !== 1) {
              invalidValues.push("content.dsseEnvelope.signatures");
            } else {
              if (b.content.dsseEnvelope.signatures[0].sig.length === 0) {
                invalidValues.push("content.dsseEnvelope.signatures[0].sig");
              }
            }
            break;
        }
      }
      if (b.verificationMaterial === void 0) {
        invalidValues.push("verificationMaterial");
      } else {
        if (b.verificationMaterial.content === void 0) {
          invalidValues.push("verificationMaterial.content");
        } else {
          switch (b.verificationMaterial.content.$case) {
            case "x509CertificateChain":
              if (b.verificationMaterial.content.x509CertificateChain.certificates.length === 0) {
                invalidValues.push("verificationMaterial.content.x509CertificateChain.certificates");
              }
              b.verificationMaterial.content.x509CertificateChain.certificates.forEach((cert, i) => {
                if (cert.rawBytes.length === 0) {
                  invalidValues.push(`verificationMaterial.content.x509CertificateChain.certificates[${i}].rawBytes`);
                }
              });
              break;
            case "certificate":
              if (b.verificationMaterial.content.certificate.rawBytes.length === 0) {
                invalidValues.push("verificationMaterial.content.certificate.rawBytes");
              }
              break;
          }
        }
        if (b.verificationMaterial.tlogEntries === void 0) {
          invalidValues.push("verificationMaterial.tlogEntries");
        } else {
          if (b.verificationMaterial.tlogEntries.length > 0) {
            b.verificationMaterial.tlogEntries.forEach((entry, i) => {
              if (entry.logId === void 0) {
                invalidValues.push(`verificationMaterial.tlogEntries[${i}].logId`);
              }
              if (entry.kindVersion === void 0) {
                invalidValues.push(`verificationMaterial.tlogEntries[${i}].kindVersion`);
              }
            });
          }
        }
      }
      return invalidValues;
    }
    function validateInclusionPromise(b) {
      const invalidValues = [];
      if (b.verificationMaterial && b.verificationMaterial.tlogEntries?.length > 0) {
        b.verificationMaterial.tlogEntries.forEach((entry, i) => {
          if (entry.inclusionPromise === void 0) {
            invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionPromise`);
          }
        });
      }
      return invalidValues;
    }
    function validateInclusionProof(b) {
      const invalidValues = [];
      if (b.verificationMaterial && b.verificationMaterial.tlogEntries?.length > 0) {
        b.verificationMaterial.tlogEntries.forEach((entry, i) => {
          if (entry.inclusionProof === void 0) {
            invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof`);
          } else {
            if (entry.inclusionProof.checkpoint === void 0) {
              invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof.checkpoint`);
            }
          }
        });
      }
      return invalidValues;
    }
    function validateNoCertificateChain(b) {
      const invalidValues = [];
      if (b.verificationMaterial?.content?.$case === "x509CertificateChain") {
        invalidValues.push("verificationMaterial.content.$case");
      }
      return invalidValues;
    }
  }
});

// node_modules/@sigstore/bundle/dist/serialized.js
var require_serialized = __commonJS({
  "node_modules/@sigstore/bundle/dist/serialized.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.envelopeToJSON = exports.envelopeFromJSON = exports.bundleToJSON = exports.bundleFromJSON = void 0;
    var protobuf_specs_1 = require_dist();
    var bundle_1 = require_bundle();
    var validate_1 = require_validate();
    var bundleFromJSON2 = (obj) => {
      const bundle = protobuf_specs_1.Bundle.fromJSON(obj);
      switch (bundle.mediaType) {
        case bundle_1.BUNDLE_V01_MEDIA_TYPE:
          (0, validate_1.assertBundleV01)(bundle);
          break;
        case bundle_1.BUNDLE_V02_MEDIA_TYPE:
          (0, validate_1.assertBundleV02)(bundle);
          break;
        default:
          (0, validate_1.assertBundleLatest)(bundle);
          break;
      }
      return bundle;
    };
    exports.bundleFromJSON = bundleFromJSON2;
    var bundleToJSON2 = (bundle) => {
      return protobuf_specs_1.Bundle.toJSON(bundle);
    };
    exports.bundleToJSON = bundleToJSON2;
    var envelopeFromJSON = (obj) => {
      return protobuf_specs_1.Envelope.fromJSON(obj);
    };
    exports.envelopeFromJSON = envelopeFromJSON;
    var envelopeToJSON = (envelope) => {
      return protobuf_specs_1.Envelope.toJSON(envelope);
    };
    exports.envelopeToJSON = envelopeToJSON;
  }
});

// node_modules/@sigstore/bundle/dist/index.js
var require_dist2 = __commonJS({
  "node_modules/@sigstore/bundle/dist/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.isBundleV01 = exports.assertBundleV02 = exports.assertBundleV01 = exports.assertBundleLatest = exports.assertBundle = exports.envelopeToJSON = exports.envelopeFromJSON = exports.bundleToJSON = exports.bundleFromJSON = exports.ValidationError = exports.isBundleWithPublicKey = exports.isBundleWithMessageSignature = exports.isBundleWithDsseEnvelope = exports.isBundleWithCertificateChain = exports.BUNDLE_V03_MEDIA_TYPE = exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = exports.BUNDLE_V02_MEDIA_TYPE = exports.BUNDLE_V01_MEDIA_TYPE = exports.toMessageSignatureBundle = exports.toDSSEBundle = void 0;
    var build_1 = require_build();
    Object.defineProperty(exports, "toDSSEBundle", { enumerable: true, get: function() {
      return build_1.toDSSEBundle;
    } });
    Object.defineProperty(exports, "toMessageSignatureBundle", { enumerable: true, get: function() {
      return build_1.toMessageSignatureBundle;
    } });
    var bundle_1 = require_bundle();
    Object.defineProperty(exports, "BUNDLE_V01_MEDIA_TYPE", { enumerable: true, get: function() {
      return bundle_1.BUNDLE_V01_MEDIA_TYPE;
    } });
    Object.defineProperty(exports, "BUNDLE_V02_MEDIA_TYPE", { enumerable: true, get: function() {
      return bundle_1.BUNDLE_V02_MEDIA_TYPE;
    } });
    Object.defineProperty(exports, "BUNDLE_V03_LEGACY_MEDIA_TYPE", { enumerable: true, get: function() {
      return bundle_1.BUNDLE_V03_LEGACY_MEDIA_TYPE;
    } });
    Object.defineProperty(exports, "BUNDLE_V03_MEDIA_TYPE", { enumerable: true, get: function() {
      return bundle_1.BUNDLE_V03_MEDIA_TYPE;
    } });
    Object.defineProperty(exports, "isBundleWithCertificateChain", { enumerable: true, get: function() {
      return bundle_1.isBundleWithCertificateChain;
    } });
    Object.defineProperty(exports, "isBundleWithDsseEnvelope", { enumerable: true, get: function() {
      return bundle_1.isBundleWithDsseEnvelope;
    } });
    Object.defineProperty(exports, "isBundleWithMessageSignature", { enumerable: true, get: function() {
      return bundle_1.isBundleWithMessageSignature;
    } });
    Object.defineProperty(exports, "isBundleWithPublicKey", { enumerable: true, get: function() {
      return bundle_1.isBundleWithPublicKey;
    } });
    var error_1 = require_error();
    Object.defineProperty(exports, "ValidationError", { enumerable: true, get: function() {
      return error_1.ValidationError;
    } });
    var serialized_1 = require_serialized();
    Object.defineProperty(exports, "bundleFromJSON", { enumerable: true, get: function() {
      return serialized_1.bundleFromJSON;
    } });
    Object.defineProperty(exports, "bundleToJSON", { enumerable: true, get: function() {
      return serialized_1.bundleToJSON;
    } });
    Object.defineProperty(exports, "envelopeFromJSON", { enumerable: true, get: function() {
      return serialized_1.envelopeFromJSON;
    } });
    Object.defineProperty(exports, "envelopeToJSON", { enumerable: true, get: function() {
      return serialized_1.envelopeToJSON;
    } });
    var validate_1 = require_validate();
    Object.defineProperty(exports, "assertBundle", { enumerable: true, get: function() {
      return validate_1.assertBundle;
    } });
    Object.defineProperty(exports, "assertBundleLatest", { enumerable: true, get: function() {
      return validate_1.assertBundleLatest;
    } });
    Object.defineProperty(exports, "assertBundleV01", { enumerable: true, get: function() {
      return validate_1.assertBundleV01;
    } });
    Object.defineProperty(exports, "assertBundleV02", { enumerable: true, get: function() {
      return validate_1.assertBundleV02;
    } });
    Object.defineProperty(exports, "isBundleV01", { enumerable: true, get: function() {
      return validate_1.isBundleV01;
    } });
  }
});

// node_modules/@sigstore/core/dist/stream.js
var require_stream = __commonJS({
  "node_modules/@sigstore/core/dist/stream.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ByteStream = void 0;
    var StreamError = class extends Error {
    };
    var ByteStream = class _ByteStream {
      static BLOCK_SIZE = 1024;
      buf;
      view;
      start = 0;
      constructor(buffer) {
        if (buffer) {
          this.buf = buffer;
          this.view = Buffer.from(buffer);
        } else {
          this.buf = Buffer.alloc(0);
          this.view = Buffer.from(this.buf);
        }
      }
      get buffer() {
        return this.view.subarray(0, this.start);
      }
      get length() {
        return this.view.byteLength;
      }
      get position() {
        return this.start;
      }
      seek(position) {
        this.start = position;
      }
      // Returns a Buffer containing the specified number of bytes starting at the
      // given start position.
      slice(start, len) {
        const end = start + len;
        if (end > this.length) {
          throw new StreamError("request past end of buffer");
        }
        return this.view.subarray(start, end);
      }
      appendChar(char) {
        this.ensureCapacity(1);
        this.view[this.start] = char;
        this.start += 1;
      }
      appendUint16(num) {
        this.ensureCapacity(2);
        const value = new Uint16Array([num]);
        const view = new Uint8Array(value.buffer);
        this.view[this.start] = view[1];
        this.view[this.start + 1] = view[0];
        this.start += 2;
      }
      appendUint24(num) {
        this.ensureCapacity(3);
        const value = new Uint32Array([num]);
        const view = new Uint8Array(value.buffer);
        this.view[this.start] = view[2];
        this.view[this.start + 1] = view[1];
        this.view[this.start + 2] = view[0];
        this.start += 3;
      }
      appendView(view) {
        this.ensureCapacity(view.length);
        this.view.set(view, this.start);
        this.start += view.length;
      }
      getBlock(size) {
        if (size <= 0) {
          return Buffer.alloc(0);
        }
        if (this.start + size > this.view.length) {
          throw new Error("request past end of buffer");
        }
        const result = this.view.subarray(this.start, this.start + size);
        this.start += size;
        return result;
      }
      getUint8() {
        return this.getBlock(1)[0];
      }
      getUint16() {
        const block = this.getBlock(2);
        return block[0] << 8 | block[1];
      }
      ensureCapacity(size) {
        if (this.start + size > this.view.byteLength) {
          const blockSize = _ByteStream.BLOCK_SIZE + (size > _ByteStream.BLOCK_SIZE ? size : 0);
          this.realloc(this.view.byteLength + blockSize);
        }
      }
      realloc(size) {
        const newArray = Buffer.alloc(size);
        const newView = Buffer.from(newArray);
        newView.set(this.view);
        this.buf = newArray;
        this.view = newView;
      }
    };
    exports.ByteStream = ByteStream;
  }
});

// node_modules/@sigstore/core/dist/asn1/error.js
var require_error2 = __commonJS({
  "node_modules/@sigstore/core/dist/asn1/error.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ASN1TypeError = exports.ASN1ParseError = void 0;
    var ASN1ParseError = class extends Error {
    };
    exports.ASN1ParseError = ASN1ParseError;
    var ASN1TypeError = class extends Error {
    };
    exports.ASN1TypeError = ASN1TypeError;
  }
});

// node_modules/@sigstore/core/dist/asn1/length.js
var require_length = __commonJS({
  "node_modules/@sigstore/core/dist/asn1/length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.decodeLength = decodeLength;
    exports.encodeLength = encodeLength;
    var error_1 = require_error2();
    function decodeLength(stream) {
      const buf = stream.getUint8();
      if ((buf & 128) === 0) {
        return buf;
      }
      const byteCount = buf & 127;
      if (byteCount > 6) {
        throw new error_1.ASN1ParseError("length exceeds 6 byte limit");
      }
      let len = 0;
      for (let i = 0; i < byteCount; i++) {
        const byte = stream.getUint8();
        if (i === 0 && byte === 0) {
          throw new error_1.ASN1ParseError("non-minimal length encoding");
        }
        len = len * 256 + byte;
      }
      if (len === 0) {
        throw new error_1.ASN1ParseError("indefinite length encoding not supported");
      }
      if (len < 128) {
        throw new error_1.ASN1ParseError("non-minimal length encoding");
      }
      return len;
    }
    function encodeLength(len) {
      if (len < 128) {
        return Buffer.from([len]);
      }
      let val = BigInt(len);
      const bytes = [];
      while (val > 0n) {
        bytes.unshift(Number(val & 255n));
        val = val >> 8n;
      }
      return Buffer.from([128 | bytes.length, ...bytes]);
    }
  }
});

// node_modules/@sigstore/core/dist/asn1/parse.js
var require_parse = __commonJS({
  "node_modules/@sigstore/core/dist/asn1/parse.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.parseInteger = parseInteger;
    exports.parseStringASCII = parseStringASCII;
    exports.parseTime = parseTime;
    exports.parseOID = parseOID;
    exports.parseBoolean = parseBoolean;
    exports.parseBitString = parseBitString;
    var error_1 = require_error2();
    var RE_TIME_SHORT_YEAR = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{3})?Z$/;
    var RE_TIME_LONG_YEAR = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{3})?Z$/;
    function parseInteger(buf) {
      let pos = 0;
      const end = buf.length;
      let val = buf[pos];
      const neg = val > 127;
      const pad = neg ? 255 : 0;
      while (val == pad && ++pos < end) {
        val = buf[pos];
      }
      const len = end - pos;
      if (len === 0)
        return BigInt(neg ? -1 : 0);
      val = neg ? val - 256 : val;
      let n = BigInt(val);
      for (let i = pos + 1; i < end; ++i) {
        n = n * BigInt(256) + BigInt(buf[i]);
      }
      return n;
    }
    function parseStringASCII(buf) {
      return buf.toString("ascii");
    }
    function parseTime(buf, shortYear) {
      const timeStr = parseStringASCII(buf);
      const m = shortYear ? RE_TIME_SHORT_YEAR.exec(timeStr) : RE_TIME_LONG_YEAR.exec(timeStr);
      if (!m) {
        throw new Error("invalid time");
      }
      if (shortYear) {
        let year = Number(m[1]);
        year += year >= 50 ? 1900 : 2e3;
        m[1] = year.toString();
      }
      return /* @__PURE__ */ new Date(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`);
    }
    function parseOID(buf) {
      let pos = 0;
      const end = buf.length;
      let n = buf[pos++];
      const first = Math.floor(n / 40);
      const second = n % 40;
      let oid = `${first}.${second}`;
      let val = 0n;
      for (; pos < end; ++pos) {
        n = buf[pos];
        val = (val << 7n) + BigInt(n & 127);
        if ((n & 128) === 0) {
          oid += `.${val}`;
          val = 0n;
        }
      }
      return oid;
    }
    function parseBoolean(buf) {
      if (buf.length !== 1) {
        throw new error_1.ASN1ParseError("invalid boolean");
      }
      switch (buf[0]) {
        case 0:
          return false;
        case 255:
          return true;
        default:
          throw new error_1.ASN1ParseError("invalid boolean");
      }
    }
    function parseBitString(buf) {
      const unused = buf[0];
      if (unused > 7) {
        throw new error_1.ASN1ParseError("invalid bit string");
      }
      const start = 1;
      const end = buf.length;
      const bits = [];
      for (let i = start; i < end; ++i) {
        const byte = buf[i];
        const skip = i === end - 1 ? unused : 0;
        for (let j = 7; j >= skip; --j) {
          bits.push(byte >> j & 1);
        }
      }
      return bits;
    }
  }
});

// node_modules/@sigstore/core/dist/asn1/tag.js
var require_tag = __commonJS({
  "node_modules/@sigstore/core/dist/asn1/tag.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ASN1Tag = void 0;
    var error_1 = require_error2();
    var UNIVERSAL_TAG = {
      BOOLEAN: 1,
      INTEGER: 2,
      BIT_STRING: 3,
      OCTET_STRING: 4,
      OBJECT_IDENTIFIER: 6,
      SEQUENCE: 16,
      SET: 17,
      PRINTABLE_STRING: 19,
      UTC_TIME: 23,
      GENERALIZED_TIME: 24
    };
    var TAG_CLASS = {
      UNIVERSAL: 0,
      APPLICATION: 1,
      CONTEXT_SPECIFIC: 2,
      PRIVATE: 3
    };
    var ASN1Tag = class {
      number;
      constructed;
      class;
      constructor(enc) {
        this.number = enc & 31;
        this.constructed = (enc & 32) === 32;
        this.class = enc >> 6;
        if (this.number === 31) {
          throw new error_1.ASN1ParseError("long form tags not supported");
        }
        if (this.class === TAG_CLASS.UNIVERSAL && this.number === 0) {
          throw new error_1.ASN1ParseError("unsupported tag 0x00");
        }
      }
      isUniversal() {
        return this.class === TAG_CLASS.UNIVERSAL;
      }
      isContextSpecific(num) {
        const res = this.class === TAG_CLASS.CONTEXT_SPECIFIC;
        return num !== void 0 ? res && this.number === num : res;
      }
      isBoolean() {
        return this.isUniversal() && this.number === UNIVERSAL_TAG.BOOLEAN;
      }
      isInteger() {
        return this.isUniversal() && this.number === UNIVERSAL_TAG.INTEGER;
      }
      isBitString() {
        return this.isUniversal() && this.number === UNIVERSAL_TAG.BIT_STRING;
      }
      isOctetString() {
        return this.isUniversal() && this.number === UNIVERSAL_TAG.OCTET_STRING;
      }
      isOID() {
        return this.isUniversal() && this.number === UNIVERSAL_TAG.OBJECT_IDENTIFIER;
      }
      isUTCTime() {
        return this.isUniversal() && this.number === UNIVERSAL_TAG.UTC_TIME;
      }
      isGeneralizedTime() {
        return this.isUniversal() && this.number === UNIVERSAL_TAG.GENERALIZED_TIME;
      }
      toDER() {
        return this.number | (this.constructed ? 32 : 0) | this.class << 6;
      }
    };
    exports.ASN1Tag = ASN1Tag;
  }
});

// node_modules/@sigstore/core/dist/asn1/obj.js
var require_obj = __commonJS({
  "node_modules/@sigstore/core/dist/asn1/obj.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ASN1Obj = void 0;
    var stream_1 = require_stream();
    var error_1 = require_error2();
    var length_1 = require_length();
    var parse_1 = require_parse();
    var tag_1 = require_tag();
    var ASN1Obj = class {
      tag;
      subs;
      value;
      constructor(tag, value, subs) {
        this.tag = tag;
        this.value = value;
        this.subs = subs;
      }
      // Constructs an ASN.1 object from a Buffer of DER-encoded bytes.
      static parseBuffer(buf) {
        const stream = new stream_1.ByteStream(buf);
        const obj = parseStream(stream);
        if (stream.position !== stream.length) {
          throw new error_1.ASN1ParseError("invalid trailing data");
        }
        return obj;
      }
      toDER() {
        const valueStream = new stream_1.ByteStream();
        if (this.subs.length > 0) {
          for (const sub of this.subs) {
            valueStream.appendView(sub.toDER());
          }
        } else {
          valueStream.appendView(this.value);
        }
        const value = valueStream.buffer;
        const obj = new stream_1.ByteStream();
        obj.appendChar(this.tag.toDER());
        obj.appendView((0, length_1.encodeLength)(value.length));
        obj.appendView(value);
        return obj.buffer;
      }
      /////////////////////////////////////////////////////////////////////////////
      // Convenience methods for parsing ASN.1 primitives into JS types
      // Returns the ASN.1 object's value as a boolean. Throws an error if the
      // object is not a boolean.
      toBoolean() {
        if (!this.tag.isBoolean()) {
          throw new error_1.ASN1TypeError("not a boolean");
        }
        return (0, parse_1.parseBoolean)(this.value);
      }
      // Returns the ASN.1 object's value as a BigInt. Throws an error if the
      // object is not an integer.
      toInteger() {
        if (!this.tag.isInteger()) {
          throw new error_1.ASN1TypeError("not an integer");
        }
        return (0, parse_1.parseInteger)(this.value);
      }
      // Returns the ASN.1 object's value as an OID string. Throws an error if the
      // object is not an OID.
      toOID() {
        if (!this.tag.isOID()) {
          throw new error_1.ASN1TypeError("not an OID");
        }
        return (0, parse_1.parseOID)(this.value);
      }
      // Returns the ASN.1 object's value as a Date. Throws an error if the object
      // is not either a UTCTime or a GeneralizedTime.
      toDate() {
        switch (true) {
          case this.tag.isUTCTime():
            return (0, parse_1.parseTime)(this.value, true);
          case this.tag.isGeneralizedTime():
            return (0, parse_1.parseTime)(this.value, false);
          default:
            throw new error_1.ASN1TypeError("not a date");
        }
      }
      // Returns the ASN.1 object's value as a number[] where each number is the
      // value of a bit in the bit string. Throws an error if the object is not a
      // bit string.
      toBitString() {
        if (!this.tag.isBitString()) {
          throw new error_1.ASN1TypeError("not a bit string");
        }
        return (0, parse_1.parseBitString)(this.value);
      }
    };
    exports.ASN1Obj = ASN1Obj;
    var MAX_DEPTH = 100;
    function parseStream(stream, depth = 0) {
      if (depth > MAX_DEPTH) {
        throw new error_1.ASN1ParseError("maximum nesting depth exceeded");
      }
      const tag = new tag_1.ASN1Tag(stream.getUint8());
      const len = (0, length_1.decodeLength)(stream);
      const value = stream.slice(stream.position, len);
      const start = stream.position;
      let subs = [];
      if (tag.constructed) {
        subs = collectSubs(stream, len, depth);
      } else if (tag.isOctetString()) {
        try {
          subs = collectSubs(stream, len, depth);
        } catch (e) {
        }
      }
      if (subs.length === 0) {
        stream.seek(start + len);
      }
      return new ASN1Obj(tag, value, subs);
    }
    function collectSubs(stream, len, depth) {
      const end = stream.position + len;
      if (end > stream.length) {
        throw new error_1.ASN1ParseError("invalid length");
      }
      const subs = [];
      while (stream.position < end) {
        subs.push(parseStream(stream, depth + 1));
      }
      if (stream.position !== end) {
        throw new error_1.ASN1ParseError("invalid length");
      }
      return subs;
    }
  }
});

// node_modules/@sigstore/core/dist/asn1/index.js
var require_asn1 = __commonJS({
  "node_modules/@sigstore/core/dist/asn1/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ASN1Obj = void 0;
    var obj_1 = require_obj();
    Object.defineProperty(exports, "ASN1Obj", { enumerable: true, get: function() {
      return obj_1.ASN1Obj;
    } });
  }
});

// node_modules/@sigstore/core/dist/crypto.js
var require_crypto = __commonJS({
  "node_modules/@sigstore/core/dist/crypto.js"(exports) {
    "use strict";
    var __importDefault = exports && exports.__importDefault || function(mod) {
      return mod && mod.__esModule ? mod : { "default": mod };
    };
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.createPublicKey = createPublicKey2;
    exports.digest = digest;
    exports.verify = verify2;
    exports.bufferEqual = bufferEqual;
    var crypto_1 = __importDefault(__require("crypto"));
    function createPublicKey2(key, type = "spki") {
      if (typeof key === "string") {
        if (key.startsWith("-----")) {
          return crypto_1.default.createPublicKey(key);
        } else {
          return crypto_1.default.createPublicKey({
            key: Buffer.from(key, "base64"),
            format: "der",
            type
          });
        }
      } else {
        return crypto_1.default.createPublicKey({ key, format: "der", type });
      }
    }
    function digest(algorithm, ...data) {
      const hash = crypto_1.default.createHash(algorithm);
      for (const d of data) {
        hash.update(d);
      }
      return hash.digest();
    }
    function verify2(data, key, signature, algorithm) {
      try {
        return crypto_1.default.verify(algorithm, data, key, signature);
      } catch (e) {
        return false;
      }
    }
    function bufferEqual(a, b) {
      try {
        return crypto_1.default.timingSafeEqual(a, b);
      } catch {
        return false;
      }
    }
  }
});

// node_modules/@sigstore/core/dist/dsse.js
var require_dsse = __commonJS({
  "node_modules/@sigstore/core/dist/dsse.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.preAuthEncoding = preAuthEncoding;
    var PAE_PREFIX = "DSSEv1";
    function preAuthEncoding(payloadType, payload) {
      const typeBytes = Buffer.from(payloadType, "utf-8");
      return Buffer.concat([
        Buffer.from(`${PAE_PREFIX} ${typeBytes.length} `, "ascii"),
        typeBytes,
        Buffer.from(` ${payload.length} `, "ascii"),
        payload
      ]);
    }
  }
});

// node_modules/@sigstore/core/dist/encoding.js
var require_encoding = __commonJS({
  "node_modules/@sigstore/core/dist/encoding.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.base64Encode = base64Encode;
    exports.base64Decode = base64Decode;
    var BASE64_ENCODING = "base64";
    var UTF8_ENCODING = "utf-8";
    function base64Encode(str) {
      return Buffer.from(str, UTF8_ENCODING).toString(BASE64_ENCODING);
    }
    function base64Decode(str) {
      return Buffer.from(str, BASE64_ENCODING).toString(UTF8_ENCODING);
    }
  }
});

// node_modules/@sigstore/core/dist/json.js
var require_json = __commonJS({
  "node_modules/@sigstore/core/dist/json.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.canonicalize = canonicalize;
    function canonicalize(object) {
      let buffer = "";
      if (object === null || typeof object !== "object" || object.toJSON != null) {
        buffer += JSON.stringify(object);
      } else if (Array.isArray(object)) {
        buffer += "[";
        let first = true;
        object.forEach((element) => {
          if (!first) {
            buffer += ",";
          }
          first = false;
          buffer += canonicalize(element);
        });
        buffer += "]";
      } else {
        buffer += "{";
        let first = true;
        Object.keys(object).sort().forEach((property) => {
          if (!first) {
            buffer += ",";
          }
          first = false;
          buffer += JSON.stringify(property);
          buffer += ":";
          buffer += canonicalize(object[property]);
        });
        buffer += "}";
      }
      return buffer;
    }
  }
});

// node_modules/@sigstore/core/dist/pem.js
var require_pem = __commonJS({
  "node_modules/@sigstore/core/dist/pem.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.toDER = toDER;
    exports.fromDER = fromDER;
    var PEM_HEADER = /-----BEGIN (.*)-----/;
    var PEM_FOOTER = /-----END (.*)-----/;
    function toDER(certificate2) {
      let der = "";
      certificate2.split("\n").forEach((line) => {
        if (line.match(PEM_HEADER) || line.match(PEM_FOOTER)) {
          return;
        }
        der += line;
      });
      return Buffer.from(der, "base64");
    }
    function fromDER(certificate2, type = "CERTIFICATE") {
      const der = certificate2.toString("base64");
      const lines = der.match(/.{1,64}/g) || "";
      return [`-----BEGIN ${type}-----`, ...lines, `-----END ${type}-----`].join("\n").concat("\n");
    }
  }
});

// node_modules/@sigstore/core/dist/oid.js
var require_oid = __commonJS({
  "node_modules/@sigstore/core/dist/oid.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.SHA2_HASH_ALGOS = exports.RSA_SIGNATURE_ALGOS = exports.ECDSA_SIGNATURE_ALGOS = void 0;
    exports.ECDSA_SIGNATURE_ALGOS = {
      "1.2.840.10045.4.3.1": "sha224",
      "1.2.840.10045.4.3.2": "sha256",
      "1.2.840.10045.4.3.3": "sha384",
      "1.2.840.10045.4.3.4": "sha512"
    };
    exports.RSA_SIGNATURE_ALGOS = {
      "1.2.840.113549.1.1.14": "sha224",
      "1.2.840.113549.1.1.11": "sha256",
      "1.2.840.113549.1.1.12": "sha384",
      "1.2.840.113549.1.1.13": "sha512"
    };
    exports.SHA2_HASH_ALGOS = {
      "2.16.840.1.101.3.4.2.1": "sha256",
      "2.16.840.1.101.3.4.2.2": "sha384",
      "2.16.840.1.101.3.4.2.3": "sha512"
    };
  }
});

// node_modules/@sigstore/core/dist/rfc3161/error.js
var require_error3 = __commonJS({
  "node_modules/@sigstore/core/dist/rfc3161/error.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.RFC3161TimestampVerificationError = void 0;
    var RFC3161TimestampVerificationError = class extends Error {
    };
    exports.RFC3161TimestampVerificationError = RFC3161TimestampVerificationError;
  }
});

// node_modules/@sigstore/core/dist/rfc3161/tstinfo.js
var require_tstinfo = __commonJS({
  "node_modules/@sigstore/core/dist/rfc3161/tstinfo.js"(exports) {
    "use strict";
    var __createBinding = exports && exports.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __setModuleDefault = exports && exports.__setModuleDefault || (Object.create ? (function(o, v) {
      Object.defineProperty(o, "default", { enumerable: true, value: v });
    }) : function(o, v) {
      o["default"] = v;
    });
    var __importStar = exports && exports.__importStar || /* @__PURE__ */ (function() {
      var ownKeys = function(o) {
        ownKeys = Object.getOwnPropertyNames || function(o2) {
          var ar = [];
          for (var k in o2) if (Object.prototype.hasOwnProperty.call(o2, k)) ar[ar.length] = k;
          return ar;
        };
        return ownKeys(o);
      };
      return function(mod) {
        if (mod && mod.__esModule) return mod;
        var result = {};
        if (mod != null) {
          for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
        }
        __setModuleDefault(result, mod);
        return result;
      };
    })();
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.TSTInfo = void 0;
    var crypto = __importStar(require_crypto());
    var oid_1 = require_oid();
    var error_1 = require_error3();
    var TSTInfo = class {
      root;
      constructor(asn1) {
        this.root = asn1;
      }
      get version() {
        return this.root.subs[0].toInteger();
      }
      get genTime() {
        return this.root.subs[4].toDate();
      }
      get messageImprintHashAlgorithm() {
        const oid = this.messageImprintObj.subs[0].subs[0].toOID();
        return oid_1.SHA2_HASH_ALGOS[oid];
      }
      get messageImprintHashedMessage() {
        return this.messageImprintObj.subs[1].value;
      }
      get raw() {
        return this.root.toDER();
      }
      verify(data) {
        const digest = crypto.digest(this.messageImprintHashAlgorithm, data);
        if (!crypto.bufferEqual(digest, this.messageImprintHashedMessage)) {
          throw new error_1.RFC3161TimestampVerificationError("message imprint does not match artifact");
        }
      }
      // https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2
      get messageImprintObj() {
        return this.root.subs[2];
      }
    };
    exports.TSTInfo = TSTInfo;
  }
});

// node_modules/@sigstore/core/dist/rfc3161/timestamp.js
var require_timestamp2 = __commonJS({
  "node_modules/@sigstore/core/dist/rfc3161/timestamp.js"(exports) {
    "use strict";
    var __createBinding = exports && exports.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __setModuleDefault = exports && exports.__setModuleDefault || (Object.create ? (function(o, v) {
      Object.defineProperty(o, "default", { enumerable: true, value: v });
    }) : function(o, v) {
      o["default"] = v;
    });
    var __importStar = exports && exports.__importStar || /* @__PURE__ */ (function() {
      var ownKeys = function(o) {
        ownKeys = Object.getOwnPropertyNames || function(o2) {
          var ar = [];
          for (var k in o2) if (Object.prototype.hasOwnProperty.call(o2, k)) ar[ar.length] = k;
          return ar;
        };
        return ownKeys(o);
      };
      return function(mod) {
        if (mod && mod.__esModule) return mod;
        var result = {};
        if (mod != null) {
          for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
        }
        __setModuleDefault(result, mod);
        return result;
      };
    })();
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.RFC3161Timestamp = void 0;
    var asn1_1 = require_asn1();
    var crypto = __importStar(require_crypto());
    var oid_1 = require_oid();
    var error_1 = require_error3();
    var tstinfo_1 = require_tstinfo();
    var OID_PKCS9_CONTENT_TYPE_SIGNED_DATA = "1.2.840.113549.1.7.2";
    var OID_PKCS9_CONTENT_TYPE_TSTINFO = "1.2.840.113549.1.9.16.1.4";
    var OID_PKCS9_MESSAGE_DIGEST_KEY = "1.2.840.113549.1.9.4";
    var RFC3161Timestamp3 = class _RFC3161Timestamp {
      root;
      constructor(asn1) {
        this.root = asn1;
      }
      static parse(der) {
        const asn1 = asn1_1.ASN1Obj.parseBuffer(der);
        return new _RFC3161Timestamp(asn1);
      }
      get status() {
        return this.pkiStatusInfoObj.subs[0].toInteger();
      }
      get contentType() {
        return this.contentTypeObj.toOID();
      }
      get eContentType() {
        return this.eContentTypeObj.toOID();
      }
      get signingTime() {
        return this.tstInfo.genTime;
      }
      get signerIssuer() {
        return this.signerSidObj.subs[0].value;
      }
      get signerSerialNumber() {
        return this.signerSidObj.subs[1].value;
      }
      get signerDigestAlgorithm() {
        const oid = this.signerDigestAlgorithmObj.subs[0].toOID();
        return oid_1.SHA2_HASH_ALGOS[oid];
      }
      get signatureAlgorithm() {
        const oid = this.signatureAlgorithmObj.subs[0].toOID();
        return oid_1.ECDSA_SIGNATURE_ALGOS[oid];
      }
      get signatureValue() {
        return this.signatureValueObj.value;
      }
      get tstInfo() {
        return new tstinfo_1.TSTInfo(this.eContentObj.subs[0].subs[0]);
      }
      verify(data, publicKey) {
        if (!this.timeStampTokenObj) {
          throw new error_1.RFC3161TimestampVerificationError("timeStampToken is missing");
        }
        if (this.contentType !== OID_PKCS9_CONTENT_TYPE_SIGNED_DATA) {
          throw new error_1.RFC3161TimestampVerificationError(`incorrect content type: ${this.contentType}`);
        }
        if (this.eContentType !== OID_PKCS9_CONTENT_TYPE_TSTINFO) {
          throw new error_1.RFC3161TimestampVerificationError(`incorrect encapsulated content type: ${this.eContentType}`);
        }
        this.tstInfo.verify(data);
        this.verifyMessageDigest();
        this.verifySignature(publicKey);
      }
      verifyMessageDigest() {
        const tstInfoDigest = crypto.digest(this.signerDigestAlgorithm, this.tstInfo.raw);
        const expectedDigest = this.messageDigestAttributeObj.subs[1].subs[0].value;
        if (!crypto.bufferEqual(tstInfoDigest, expectedDigest)) {
          throw new error_1.RFC3161TimestampVerificationError("signed data does not match tstInfo");
        }
      }
      verifySignature(key) {
        const signedAttrs = this.signedAttrsObj.toDER();
        signedAttrs[0] = 49;
        const verified = crypto.verify(signedAttrs, key, this.signatureValue, this.signatureAlgorithm);
        if (!verified) {
          throw new error_1.RFC3161TimestampVerificationError("signature verification failed");
        }
      }
      // https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2
      get pkiStatusInfoObj() {
        return this.root.subs[0];
      }
      // https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2
      get timeStampTokenObj() {
        return this.root.subs[1];
      }
      // https://datatracker.ietf.org/doc/html/rfc5652#section-3
      get contentTypeObj() {
        return this.timeStampTokenObj.subs[0];
      }
      // https://www.rfc-editor.org/rfc/rfc5652#section-3
      get signedDataObj() {
        const obj = this.timeStampTokenObj.subs.find((sub) => sub.tag.isContextSpecific(0));
        return obj.subs[0];
      }
      // https://datatracker.ietf.org/doc/html/rfc5652#section-5.1
      get encapContentInfoObj() {
        return this.signedDataObj.subs[2];
      }
      // https://datatracker.ietf.org/doc/html/rfc5652#section-5.1
      get signerInfosObj() {
        const sd = this.signedDataObj;
        return sd.subs[sd.subs.length - 1];
      }
      // https://www.rfc-editor.org/rfc/rfc5652#section-5.1
      get signerInfoObj() {
        return this.signerInfosObj.subs[0];
      }
      // https://datatracker.ietf.org/doc/html/rfc5652#section-5.2
      get eContentTypeObj() {
        return this.encapContentInfoObj.subs[0];
      }
      // https://datatracker.ietf.org/doc/html/rfc5652#section-5.2
      get eContentObj() {
        return this.encapContentInfoObj.subs[1];
      }
      // https://datatracker.ietf.org/doc/html/rfc5652#section-5.3
      get signedAttrsObj() {
        const signedAttrs = this.signerInfoObj.subs.find((sub) => sub.tag.isContextSpecific(0));
        return signedAttrs;
      }
      // https://datatracker.ietf.org/doc/html/rfc5652#section-5.3
      get messageDigestAttributeObj() {
        const messageDigest = this.signedAttrsObj.subs.find((sub) => sub.subs[0].tag.isOID() && sub.subs[0].toOID() === OID_PKCS9_MESSAGE_DIGEST_KEY);
        return messageDigest;
      }
      // https://datatracker.ietf.org/doc/html/rfc5652#section-5.3
      get signerSidObj() {
        return this.signerInfoObj.subs[1];
      }
      // https://datatracker.ietf.org/doc/html/rfc5652#section-5.3
      get signerDigestAlgorithmObj() {
        return this.signerInfoObj.subs[2];
      }
      // https://datatracker.ietf.org/doc/html/rfc5652#section-5.3
      get signatureAlgorithmObj() {
        return this.signerInfoObj.subs[4];
      }
      // https://datatracker.ietf.org/doc/html/rfc5652#section-5.3
      get signatureValueObj() {
        return this.signerInfoObj.subs[5];
      }
    };
    exports.RFC3161Timestamp = RFC3161Timestamp3;
  }
});

// node_modules/@sigstore/core/dist/rfc3161/index.js
var require_rfc3161 = __commonJS({
  "node_modules/@sigstore/core/dist/rfc3161/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.RFC3161Timestamp = void 0;
    var timestamp_1 = require_timestamp2();
    Object.defineProperty(exports, "RFC3161Timestamp", { enumerable: true, get: function() {
      return timestamp_1.RFC3161Timestamp;
    } });
  }
});

// node_modules/@sigstore/core/dist/x509/sct.js
var require_sct = __commonJS({
  "node_modules/@sigstore/core/dist/x509/sct.js"(exports) {
    "use strict";
    var __createBinding = exports && exports.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __setModuleDefault = exports && exports.__setModuleDefault || (Object.create ? (function(o, v) {
      Object.defineProperty(o, "default", { enumerable: true, value: v });
    }) : function(o, v) {
      o["default"] = v;
    });
    var __importStar = exports && exports.__importStar || /* @__PURE__ */ (function() {
      var ownKeys = function(o) {
        ownKeys = Object.getOwnPropertyNames || function(o2) {
          var ar = [];
          for (var k in o2) if (Object.prototype.hasOwnProperty.call(o2, k)) ar[ar.length] = k;
          return ar;
        };
        return ownKeys(o);
      };
      return function(mod) {
        if (mod && mod.__esModule) return mod;
        var result = {};
        if (mod != null) {
          for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
        }
        __setModuleDefault(result, mod);
        return result;
      };
    })();
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.SignedCertificateTimestamp = void 0;
    var crypto = __importStar(require_crypto());
    var stream_1 = require_stream();
    var SignedCertificateTimestamp = class _SignedCertificateTimestamp {
      version;
      logID;
      timestamp;
      extensions;
      hashAlgorithm;
      signatureAlgorithm;
      signature;
      constructor(options) {
        this.version = options.version;
        this.logID = options.logID;
        this.timestamp = options.timestamp;
        this.extensions = options.extensions;
        this.hashAlgorithm = options.hashAlgorithm;
        this.signatureAlgorithm = options.signatureAlgorithm;
        this.signature = options.signature;
      }
      get datetime() {
        return new Date(Number(this.timestamp.readBigInt64BE()));
      }
      // Returns the hash algorithm used to generate the SCT's signature.
      // https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.4.1
      get algorithm() {
        switch (this.hashAlgorithm) {
          /* istanbul ignore next */
          case 0:
            return "none";
          /* istanbul ignore next */
          case 1:
            return "md5";
          /* istanbul ignore next */
          case 2:
            return "sha1";
          /* istanbul ignore next */
          case 3:
            return "sha224";
          case 4:
            return "sha256";
          /* istanbul ignore next */
          case 5:
            return "sha384";
          /* istanbul ignore next */
          case 6:
            return "sha512";
          /* istanbul ignore next */
          default:
            return "unknown";
        }
      }
      verify(preCert, key) {
        const stream = new stream_1.ByteStream();
        stream.appendChar(this.version);
        stream.appendChar(0);
        stream.appendView(this.timestamp);
        stream.appendUint16(1);
        stream.appendView(preCert);
        stream.appendUint16(this.extensions.byteLength);
        if (this.extensions.byteLength > 0) {
          stream.appendView(this.extensions);
        }
        return crypto.verify(stream.buffer, key, this.signature, this.algorithm);
      }
      // Parses a SignedCertificateTimestamp from a buffer. SCTs are encoded using
      // TLS encoding which means the fields and lengths of most fields are
      // specified as part of the SCT and TLS specs.
      // https://www.rfc-editor.org/rfc/rfc6962#section-3.2
      // https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.4.1
      static parse(buf) {
        const stream = new stream_1.ByteStream(buf);
        const version = stream.getUint8();
        const logID = stream.getBlock(32);
        const timestamp = stream.getBlock(8);
        const extenstionLength = stream.getUint16();
        const extensions = stream.getBlock(extenstionLength);
        const hashAlgorithm = stream.getUint8();
        const signatureAlgorithm = stream.getUint8();
        const sigLength = stream.getUint16();
        const signature = stream.getBlock(sigLength);
        if (stream.position !== buf.length) {
          throw new Error("SCT buffer length mismatch");
        }
        return new _SignedCertificateTimestamp({
          version,
          logID,
          timestamp,
          extensions,
          hashAlgorithm,
          signatureAlgorithm,
          signature
        });
      }
    };
    exports.SignedCertificateTimestamp = SignedCertificateTimestamp;
  }
});

// node_modules/@sigstore/core/dist/x509/ext.js
var require_ext = __commonJS({
  "node_modules/@sigstore/core/dist/x509/ext.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.X509SCTExtension = exports.X509SubjectKeyIDExtension = exports.X509AuthorityKeyIDExtension = exports.X509SubjectAlternativeNameExtension = exports.X509KeyUsageExtension = exports.X509BasicConstraintsExtension = exports.X509Extension = void 0;
    var stream_1 = require_stream();
    var sct_1 = require_sct();
    var X509Extension = class {
      root;
      constructor(asn1) {
        this.root = asn1;
      }
      get oid() {
        return this.root.subs[0].toOID();
      }
      get critical() {
        return this.root.subs.length === 3 ? this.root.subs[1].toBoolean() : false;
      }
      get value() {
        return this.extnValueObj.value;
      }
      get valueObj() {
        return this.extnValueObj;
      }
      get extnValueObj() {
        return this.root.subs[this.root.subs.length - 1];
      }
    };
    exports.X509Extension = X509Extension;
    var X509BasicConstraintsExtension = class extends X509Extension {
      get isCA() {
        return this.sequence.subs[0]?.toBoolean() ?? false;
      }
      get pathLenConstraint() {
        return this.sequence.subs.length > 1 ? this.sequence.subs[1].toInteger() : void 0;
      }
      // The extnValue field contains a single sequence wrapping the isCA and
      // pathLenConstraint.
      get sequence() {
        return this.extnValueObj.subs[0];
      }
    };
    exports.X509BasicConstraintsExtension = X509BasicConstraintsExtension;
    var X509KeyUsageExtension = class extends X509Extension {
      get digitalSignature() {
        return this.bitString[0] === 1;
      }
      get keyCertSign() {
        return this.bitString[5] === 1;
      }
      get crlSign() {
        return this.bitString[6] === 1;
      }
      // The extnValue field contains a single bit string which is a bit mask
      // indicating which key usages are enabled.
      get bitString() {
        return this.extnValueObj.subs[0].toBitString();
      }
    };
    exports.X509KeyUsageExtension = X509KeyUsageExtension;
    var X509SubjectAlternativeNameExtension = class extends X509Extension {
      get rfc822Name() {
        return this.findGeneralName(1)?.value.toString("ascii");
      }
      get uri() {
        return this.findGeneralName(6)?.value.toString("ascii");
      }
      // Retrieve the value of an otherName with the given OID.
      otherName(oid) {
        const otherName = this.findGeneralName(0);
        if (otherName === void 0) {
          return void 0;
        }
        const otherNameOID = otherName.subs[0].toOID();
        if (otherNameOID !== oid) {
          return void 0;
        }
        const otherNameValue = otherName.subs[1];
        return otherNameValue.subs[0].value.toString("ascii");
      }
      findGeneralName(tag) {
        return this.generalNames.find((gn) => gn.tag.isContextSpecific(tag));
      }
      // The extnValue field contains a sequence of GeneralNames.
      get generalNames() {
        return this.extnValueObj.subs[0].subs;
      }
    };
    exports.X509SubjectAlternativeNameExtension = X509SubjectAlternativeNameExtension;
    var X509AuthorityKeyIDExtension = class extends X509Extension {
      get keyIdentifier() {
        return this.findSequenceMember(0)?.value;
      }
      findSequenceMember(tag) {
        return this.sequence.subs.find((el) => el.tag.isContextSpecific(tag));
      }
      // The extnValue field contains a single sequence wrapping the keyIdentifier
      get sequence() {
        return this.extnValueObj.subs[0];
      }
    };
    exports.X509AuthorityKeyIDExtension = X509AuthorityKeyIDExtension;
    var X509SubjectKeyIDExtension = class extends X509Extension {
      get keyIdentifier() {
        return this.extnValueObj.subs[0].value;
      }
    };
    exports.X509SubjectKeyIDExtension = X509SubjectKeyIDExtension;
    var X509SCTExtension = class extends X509Extension {
      constructor(asn1) {
        super(asn1);
      }
      get signedCertificateTimestamps() {
        const buf = this.extnValueObj.subs[0].value;
        const stream = new stream_1.ByteStream(buf);
        const end = stream.getUint16() + 2;
        const sctList = [];
        while (stream.position < end) {
          const sctLength = stream.getUint16();
          const sct = stream.getBlock(sctLength);
          sctList.push(sct_1.SignedCertificateTimestamp.parse(sct));
        }
        if (stream.position !== end) {
          throw new Error("SCT list length does not match actual length");
        }
        return sctList;
      }
    };
    exports.X509SCTExtension = X509SCTExtension;
  }
});

// node_modules/@sigstore/core/dist/x509/cert.js
var require_cert = __commonJS({
  "node_modules/@sigstore/core/dist/x509/cert.js"(exports) {
    "use strict";
    var __createBinding = exports && exports.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __setModuleDefault = exports && exports.__setModuleDefault || (Object.create ? (function(o, v) {
      Object.defineProperty(o, "default", { enumerable: true, value: v });
    }) : function(o, v) {
      o["default"] = v;
    });
    var __importStar = exports && exports.__importStar || /* @__PURE__ */ (function() {
      var ownKeys = function(o) {
        ownKeys = Object.getOwnPropertyNames || function(o2) {
          var ar = [];
          for (var k in o2) if (Object.prototype.hasOwnProperty.call(o2, k)) ar[ar.length] = k;
          return ar;
        };
        return ownKeys(o);
      };
      return function(mod) {
        if (mod && mod.__esModule) return mod;
        var result = {};
        if (mod != null) {
          for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
        }
        __setModuleDefault(result, mod);
        return result;
      };
    })();
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.X509Certificate = exports.EXTENSION_OID_SCT = void 0;
    var asn1_1 = require_asn1();
    var crypto = __importStar(require_crypto());
    var oid_1 = require_oid();
    var pem = __importStar(require_pem());
    var ext_1 = require_ext();
    var EXTENSION_OID_SUBJECT_KEY_ID = "2.5.29.14";
    var EXTENSION_OID_KEY_USAGE = "2.5.29.15";
    var EXTENSION_OID_SUBJECT_ALT_NAME = "2.5.29.17";
    var EXTENSION_OID_BASIC_CONSTRAINTS = "2.5.29.19";
    var EXTENSION_OID_AUTHORITY_KEY_ID = "2.5.29.35";
    exports.EXTENSION_OID_SCT = "1.3.6.1.4.1.11129.2.4.2";
    var X509Certificate2 = class _X509Certificate {
      root;
      constructor(asn1) {
        this.root = asn1;
      }
      static parse(cert) {
        const der = typeof cert === "string" ? pem.toDER(cert) : cert;
        const asn1 = asn1_1.ASN1Obj.parseBuffer(der);
        return new _X509Certificate(asn1);
      }
      get tbsCertificate() {
        return this.tbsCertificateObj;
      }
      get version() {
        const ver = this.versionObj.subs[0].toInteger();
        return `v${(ver + BigInt(1)).toString()}`;
      }
      get serialNumber() {
        return this.serialNumberObj.value;
      }
      get notBefore() {
        return this.validityObj.subs[0].toDate();
      }
      get notAfter() {
        return this.validityObj.subs[1].toDate();
      }
      get issuer() {
        return this.issuerObj.value;
      }
      get subject() {
        return this.subjectObj.value;
      }
      get publicKey() {
        return this.subjectPublicKeyInfoObj.toDER();
      }
      get signatureAlgorithm() {
        const oid = this.signatureAlgorithmObj.subs[0].toOID();
        if (oid_1.RSA_SIGNATURE_ALGOS[oid]) {
          return oid_1.RSA_SIGNATURE_ALGOS[oid];
        }
        return oid_1.ECDSA_SIGNATURE_ALGOS[oid];
      }
      get signatureValue() {
        return this.signatureValueObj.value.subarray(1);
      }
      get subjectAltName() {
        const ext = this.extSubjectAltName;
        return ext?.uri || /* istanbul ignore next */
        ext?.rfc822Name;
      }
      get extensions() {
        const extSeq = this.extensionsObj?.subs[0];
        return extSeq?.subs || [];
      }
      get extKeyUsage() {
        const ext = this.findExtension(EXTENSION_OID_KEY_USAGE);
        return ext ? new ext_1.X509KeyUsageExtension(ext) : void 0;
      }
      get extBasicConstraints() {
        const ext = this.findExtension(EXTENSION_OID_BASIC_CONSTRAINTS);
        return ext ? new ext_1.X509BasicConstraintsExtension(ext) : void 0;
      }
      get extSubjectAltName() {
        const ext = this.findExtension(EXTENSION_OID_SUBJECT_ALT_NAME);
        return ext ? new ext_1.X509SubjectAlternativeNameExtension(ext) : void 0;
      }
      get extAuthorityKeyID() {
        const ext = this.findExtension(EXTENSION_OID_AUTHORITY_KEY_ID);
        return ext ? new ext_1.X509AuthorityKeyIDExtension(ext) : void 0;
      }
      get extSubjectKeyID() {
        const ext = this.findExtension(EXTENSION_OID_SUBJECT_KEY_ID);
        return ext ? new ext_1.X509SubjectKeyIDExtension(ext) : (
          /* istanbul ignore next */
          void 0
        );
      }
      get extSCT() {
        const ext = this.findExtension(exports.EXTENSION_OID_SCT);
        return ext ? new ext_1.X509SCTExtension(ext) : void 0;
      }
      get isCA() {
        const ca = this.extBasicConstraints?.isCA || false;
        if (this.extKeyUsage) {
          return ca && this.extKeyUsage.keyCertSign;
        }
        return ca;
      }
      extension(oid) {
        const ext = this.findExtension(oid);
        return ext ? new ext_1.X509Extension(ext) : void 0;
      }
      verify(issuerCertificate) {
        const publicKey = issuerCertificate?.publicKey || this.publicKey;
        const key = crypto.createPublicKey(publicKey);
        return crypto.verify(this.tbsCertificate.toDER(), key, this.signatureValue, this.signatureAlgorithm);
      }
      validForDate(date) {
        return this.notBefore <= date && date <= this.notAfter;
      }
      equals(other) {
        return this.root.toDER().equals(other.root.toDER());
      }
      // Creates a copy of the certificate with a new buffer
      clone() {
        const der = this.root.toDER();
        const clone = Buffer.alloc(der.length);
        der.copy(clone);
        return _X509Certificate.parse(clone);
      }
      findExtension(oid) {
        return this.extensions.find((ext) => ext.subs[0].toOID() === oid);
      }
      /////////////////////////////////////////////////////////////////////////////
      // The following properties use the documented x509 structure to locate the
      // desired ASN.1 object
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.1.1
      get tbsCertificateObj() {
        return this.root.subs[0];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.1.2
      get signatureAlgorithmObj() {
        return this.root.subs[1];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.1.3
      get signatureValueObj() {
        return this.root.subs[2];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.1
      get versionObj() {
        return this.tbsCertificateObj.subs[0];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.2
      get serialNumberObj() {
        return this.tbsCertificateObj.subs[1];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.4
      get issuerObj() {
        return this.tbsCertificateObj.subs[3];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5
      get validityObj() {
        return this.tbsCertificateObj.subs[4];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.6
      get subjectObj() {
        return this.tbsCertificateObj.subs[5];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.7
      get subjectPublicKeyInfoObj() {
        return this.tbsCertificateObj.subs[6];
      }
      // Extensions can't be located by index because their position varies. Instead,
      // we need to find the extensions context specific tag
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.9
      get extensionsObj() {
        return this.tbsCertificateObj.subs.find((sub) => sub.tag.isContextSpecific(3));
      }
    };
    exports.X509Certificate = X509Certificate2;
  }
});

// node_modules/@sigstore/core/dist/x509/index.js
var require_x509 = __commonJS({
  "node_modules/@sigstore/core/dist/x509/index.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.X509SCTExtension = exports.X509Certificate = exports.EXTENSION_OID_SCT = void 0;
    var cert_1 = require_cert();
    Object.defineProperty(exports, "EXTENSION_OID_SCT", { enumerable: true, get: function() {
      return cert_1.EXTENSION_OID_SCT;
    } });
    Object.defineProperty(exports, "X509Certificate", { enumerable: true, get: function() {
      return cert_1.X509Certificate;
    } });
    var ext_1 = require_ext();
    Object.defineProperty(exports, "X509SCTExtension", { enumerable: true, get: function() {
      return ext_1.X509SCTExtension;
    } });
  }
});

// node_modules/@sigstore/core/dist/index.js
var require_dist3 = __commonJS({
  "node_modules/@sigstore/core/dist/index.js"(exports) {
    "use strict";
    var __createBinding = exports && exports.__createBinding || (Object.create ? (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      var desc = Object.getOwnPropertyDescriptor(m, k);
      if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
        desc = { enumerable: true, get: function() {
          return m[k];
        } };
      }
      Object.defineProperty(o, k2, desc);
    }) : (function(o, m, k, k2) {
      if (k2 === void 0) k2 = k;
      o[k2] = m[k];
    }));
    var __setModuleDefault = exports && exports.__setModuleDefault || (Object.create ? (function(o, v) {
      Object.defineProperty(o, "default", { enumerable: true, value: v });
    }) : function(o, v) {
      o["default"] = v;
    });
    var __importStar = exports && exports.__importStar || /* @__PURE__ */ (function() {
      var ownKeys = function(o) {
        ownKeys = Object.getOwnPropertyNames || function(o2) {
          var ar = [];
          for (var k in o2) if (Object.prototype.hasOwnProperty.call(o2, k)) ar[ar.length] = k;
          return ar;
        };
        return ownKeys(o);
      };
      return function(mod) {
        if (mod && mod.__esModule) return mod;
        var result = {};
        if (mod != null) {
          for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
        }
        __setModuleDefault(result, mod);
        return result;
      };
    })();
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.X509SCTExtension = exports.X509Certificate = exports.EXTENSION_OID_SCT = exports.ByteStream = exports.RFC3161Timestamp = exports.pem = exports.json = exports.encoding = exports.dsse = exports.crypto = exports.ASN1Obj = void 0;
    var asn1_1 = require_asn1();
    Object.defineProperty(exports, "ASN1Obj", { enumerable: true, get: function() {
      return asn1_1.ASN1Obj;
    } });
    exports.crypto = __importStar(require_crypto());
    exports.dsse = __importStar(require_dsse());
    exports.encoding = __importStar(require_encoding());
    exports.json = __importStar(require_json());
    exports.pem = __importStar(require_pem());
    var rfc3161_1 = require_rfc3161();
    Object.defineProperty(exports, "RFC3161Timestamp", { enumerable: true, get: function() {
      return rfc3161_1.RFC3161Timestamp;
    } });
    var stream_1 = require_stream();
    Object.defineProperty(exports, "ByteStream", { enumerable: true, get: function() {
      return stream_1.ByteStream;
    } });
    var x509_1 = require_x509();
    Object.defineProperty(exports, "EXTENSION_OID_SCT", { enumerable: true, get: function() {
      return x509_1.EXTENSION_OID_SCT;
    } });
    Object.defineProperty(exports, "X509Certificate", { enumerable: true, get: function() {
      return x509_1.X509Certificate;
    } });
    Object.defineProperty(exports, "X509SCTExtension", { enumerable: true, get: function() {
      return x509_1.X509SCTExtension;
    } });
  }
});

// src/registry/service-fetch.ts
var LIMIT = 16 * 1024 * 1024;
function serviceFetch({ retryFor, timeout }, ports) {
  const { dispatcher, log, signal } = ports;
  const traffic = new TrafficCounter();
  const transport = new Transport(dispatcher, { timeout, think: timeout }, traffic, log);
  return async ({ action, authorization, headers, ...rest }) => {
    let reached = false;
    const retryBudget = new RetryBudget(retryFor, {
      ...ports,
      traffic,
      reached: () => reached,
      backOff: () => {
      },
      peer: "the service"
    });
    const request2 = { ...rest, headers: headers ?? {}, answerLimit: LIMIT };
    for (; ; ) {
      const outcome = await once(() => send(transport, request2, authorization, signal));
      reached ||= !(outcome instanceof Error);
      if (outcome instanceof RefusedAddress) throw failed(action, outcome, "");
      if (!(outcome instanceof Error) && !mayPass(outcome) && !outcome.truncated) return outcome;
      const givenUp = mayPass(outcome) ? await retryBudget.pause(outcome) : "";
      if (givenUp !== void 0) throw failed(action, outcome, givenUp);
    }
  };
}
function send(transport, request2, authorization, signal) {
  const secret = authorization === void 0 ? void 0 : { kind: "header", authorization };
  return follow(transport, Target.decide(TrustedOrigin.service(request2.url), request2.url, secret), request2, signal);
}
async function once(send2) {
  try {
    return refuseWebPage(await send2());
  } catch (thrown) {
    if (thrown instanceof ConnectionFailure || thrown instanceof RefusedAddress) return thrown;
    throw thrown;
  }
}
function failed(action, outcome, note) {
  const what = outcome instanceof Error ? printable(outcome.message) : outcome.truncated ? `the answer is longer than ${LIMIT} bytes (${outcome.url.host})` : `${outcome.status} (${outcome.url.host})`;
  const hint = "No tag was written because of it. Run the job again: what is in the registry stays there. A longer `retry-for` waits longer for a service that is down.";
  return new ActionError("attest", `${action} failed: ${what}${note === "" ? "" : ` (${note})`}`, {
    hint,
    cause: outcome instanceof Error ? outcome : void 0
  });
}

// src/attest/statement/build-facts.ts
function binaryDependencies({ binaries }) {
  return binaries.map(({ name, digest }) => ({ name, digest: { sha256: digest.slice("sha256:".length) } }));
}
function actionDependencies({ action }) {
  if (action.repository === "") return [];
  const version = action.ref === "" ? "" : `@${action.ref}`;
  const commit = /^[0-9a-f]{40}$/.test(action.ref) ? { digest: { gitCommit: action.ref } } : {};
  return [{ name: "action", uri: `pkg:github/${action.repository}${version}`, ...commit }];
}

// src/attest/statement/github-provenance.ts
function githubProvenance(run, facts) {
  const source = `${run.server}/${run.repository}`;
  const path = run.workflowRef.replace(`${run.repository}/`, "").split("@", 1)[0] ?? "";
  return {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: { workflow: { ref: run.ref, repository: source, path } },
      internalParameters: {
        github: {
          event_name: run.event,
          repository_id: run.repositoryId,
          repository_owner_id: run.ownerId,
          runner_environment: run.runnerEnvironment
        }
      },
      resolvedDependencies: [
        { uri: `git+${source}@${run.ref}`, digest: { gitCommit: run.sha } },
        ...actionDependencies(facts),
        ...binaryDependencies(facts)
      ]
    },
    runDetails: {
      builder: { id: `${run.server}/${run.jobWorkflowRef}` },
      metadata: { invocationId: `${source}/actions/runs/${run.runId}/attempts/${run.runAttempt}` }
    }
  };
}
function workflowOf(claims, environment) {
  const server = (environment.GITHUB_SERVER_URL || "https://github.com").replace(/\/+$/, "");
  if (claims?.text("job_workflow_ref") !== void 0) return fromClaims(claims, server);
  return environment.GITHUB_WORKFLOW_REF ? fromVariables(environment, server) : void 0;
}
function fromClaims(claims, server) {
  const read2 = (name) => claims.text(name) ?? "";
  return {
    server,
    repository: read2("repository"),
    repositoryId: read2("repository_id"),
    ownerId: read2("repository_owner_id"),
    ref: read2("ref"),
    sha: read2("sha"),
    event: read2("event_name"),
    workflowRef: read2("workflow_ref"),
    jobWorkflowRef: read2("job_workflow_ref"),
    runnerEnvironment: read2("runner_environment"),
    runId: read2("run_id"),
    runAttempt: read2("run_attempt")
  };
}
function fromVariables(environment, server) {
  const read2 = (name) => environment[name] ?? "";
  return {
    server,
    repository: read2("GITHUB_REPOSITORY"),
    repositoryId: read2("GITHUB_REPOSITORY_ID"),
    ownerId: read2("GITHUB_REPOSITORY_OWNER_ID"),
    ref: read2("GITHUB_REF"),
    sha: read2("GITHUB_SHA"),
    event: read2("GITHUB_EVENT_NAME"),
    workflowRef: read2("GITHUB_WORKFLOW_REF"),
    jobWorkflowRef: read2("GITHUB_WORKFLOW_REF"),
    runnerEnvironment: read2("RUNNER_ENVIRONMENT"),
    runId: read2("GITHUB_RUN_ID"),
    runAttempt: read2("GITHUB_RUN_ATTEMPT")
  };
}

// src/attest/statement/gitlab-provenance.ts
function gitlabProvenance(environment, facts) {
  const read2 = (name) => environment[name] ?? "";
  const project = read2("CI_PROJECT_URL");
  const version = read2("CI_RUNNER_VERSION") || "main";
  return {
    buildDefinition: {
      buildType: `https://gitlab.com/gitlab-org/gitlab-runner/-/blob/${version}/PROVENANCE.md`,
      externalParameters: { source: project, entryPoint: read2("CI_JOB_NAME"), ref: read2("CI_COMMIT_REF_NAME") },
      internalParameters: {
        job: read2("CI_JOB_ID"),
        name: read2("CI_RUNNER_DESCRIPTION"),
        executor: "runner",
        pipelineSource: read2("CI_PIPELINE_SOURCE")
      },
      resolvedDependencies: [
        { uri: `git+${project}@${read2("CI_COMMIT_REF_NAME")}`, digest: { gitCommit: read2("CI_COMMIT_SHA") } },
        ...actionDependencies(facts),
        ...binaryDependencies(facts)
      ]
    },
    runDetails: {
      builder: { id: `${project}/-/runners/${read2("CI_RUNNER_ID")}` },
      metadata: { invocationId: read2("CI_JOB_URL") }
    }
  };
}

// src/attest/statement/local-provenance.ts
function localProvenance(environment, facts) {
  const system = environment.CI ? "unknown-ci" : "local";
  return {
    buildDefinition: {
      buildType: "urn:from-scratch:build:v1",
      externalParameters: {},
      resolvedDependencies: binaryDependencies(facts)
    },
    runDetails: { builder: { id: `urn:from-scratch:${system}` } }
  };
}

// src/attest/statement/provenance.ts
var SLSA_PROVENANCE = "https://slsa.dev/provenance/v1";
function provenanceOf(claims, facts, environment) {
  return { predicateType: SLSA_PROVENANCE, predicate: predicateOf(claims, facts, environment) };
}
function predicateOf(claims, facts, environment) {
  const workflow = workflowOf(claims, environment);
  if (workflow !== void 0) return githubProvenance(workflow, facts);
  if (environment.GITLAB_CI === "true") return gitlabProvenance(environment, facts);
  return localProvenance(environment, facts);
}

// src/attest/same-predicate.ts
function samePredicate({ predicateType, predicate }, other) {
  const relevant = predicateType === SLSA_PROVENANCE ? buildOf : (value) => value;
  return canonical(relevant(predicate)) === canonical(relevant(other));
}
function buildOf(predicate) {
  const { internalParameters, ...build } = objectAt(predicate, "buildDefinition");
  const { job, ...parameters } = objectAt({ internalParameters }, "internalParameters");
  return [build, parameters, valueAt(predicate, "runDetails", "builder")];
}
function objectAt(value, key) {
  const found = valueAt(value, key);
  return isObject(found) ? found : {};
}
function canonical(value) {
  return JSON.stringify(
    value,
    (_, inner) => isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1)) : inner
  );
}

// src/attest/sign/check-bundle.ts
var import_bundle = __toESM(require_dist2(), 1);
var import_core = __toESM(require_dist3(), 1);

// src/attest/statement/in-toto.ts
var STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
var PAYLOAD_TYPE = "application/vnd.in-toto+json";
var MOST_SUBJECTS = 1024;
function statementOf(subjects, { predicateType, predicate }) {
  return jsonBytes({
    _type: STATEMENT_TYPE,
    subject: subjects.map(({ name, digest }) => ({ name, digest: { sha256: hexOf(digest) } })),
    predicateType,
    predicate
  });
}

// src/attest/sign/signer.ts
function publicKeyOf(material) {
  if (material.kind === "certificate") return new X509Certificate(material.der).publicKey;
  return createPublicKey({ key: material.der, format: "der", type: "spki" });
}
function pemOf({ kind, der }) {
  const label = kind === "certificate" ? "CERTIFICATE" : "PUBLIC KEY";
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

// src/attest/sign/check-bundle.ts
function checkBundle(bytes, own) {
  try {
    const bundle = (0, import_bundle.bundleFromJSON)(JSON.parse(bytes.toString("utf8")));
    return (0, import_bundle.isBundleWithDsseEnvelope)(bundle) ? read(bundle, own) : void 0;
  } catch {
    return void 0;
  }
}
function read(bundle, own) {
  const { payload, payloadType, signatures } = bundle.content.dsseEnvelope;
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
  const material = materialOf(bundle, own);
  const statement = jsonOf({ body: payload });
  const predicateType = textAt(statement, "predicateType");
  const [signature] = signatures;
  if (material === void 0 || signature === void 0 || predicateType === void 0) return void 0;
  if (payloadType !== PAYLOAD_TYPE || textAt(statement, "_type") !== STATEMENT_TYPE) return void 0;
  if (!isSigned(material, import_core.dsse.preAuthEncoding(payloadType, Buffer.from(payload)), signature.sig)) return void 0;
  const [entry] = tlogEntries;
  return {
    material,
    predicateType,
    predicate: valueAt(statement, "predicate"),
    subjects: subjectsOf(valueAt(statement, "subject")),
    logged: entry !== void 0,
    timestamped: (timestampVerificationData?.rfc3161Timestamps.length ?? 0) > 0,
    ...entry === void 0 ? {} : { logIndex: entry.logIndex }
  };
}
function materialOf({ verificationMaterial: { content } }, own) {
  if (content.$case === "certificate") return { kind: "certificate", der: content.certificate.rawBytes };
  const isOwn = content.$case === "publicKey" && own?.kind === "public-key" && content.publicKey.hint === own.hint;
  return isOwn ? own : void 0;
}
function isSigned(material, data, signature) {
  const key = publicKeyOf(material);
  return verify(key.asymmetricKeyType === "ed25519" ? null : "sha256", data, key, signature);
}
function subjectsOf(list) {
  const subjects = Array.isArray(list) ? list : [];
  return new Set(subjects.flatMap((subject) => textAt(subject, "digest", "sha256") ?? []));
}
function coversAll({ subjects }, digests) {
  return digests.every((digest) => subjects.has(hexOf(digest)));
}

// src/attest/sign/sign-statement.ts
var import_bundle2 = __toESM(require_dist2(), 1);
var import_core3 = __toESM(require_dist3(), 1);

// src/attest/sign/assert-timely.ts
var import_core2 = __toESM(require_dist3(), 1);
function assertTimely(material, testimonies) {
  if (material.kind !== "certificate") return;
  const { validFrom, validTo } = new X509Certificate(material.der);
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  for (const testimony of testimonies) {
    const time = timeOf(testimony);
    if (time === void 0 || time >= from && time <= to) continue;
    const who = testimony.kind === "log" ? "The transparency log" : "The timestamp authority";
    const message = `${who} says it is ${iso(time)}, and the certificate from Fulcio is valid from ${iso(from)} to ${iso(to)}`;
    throw new ActionError("attest", message, {
      hint: "The clock of one of the two is off, or the log took longer than the certificate lasts; run the job again."
    });
  }
}
function timeOf(testimony) {
  if (testimony.kind === "log") {
    const seconds = Number(testimony.entry.integratedTime);
    return seconds > 0 ? seconds * 1e3 : void 0;
  }
  try {
    return import_core2.RFC3161Timestamp.parse(Buffer.from(testimony.der)).tstInfo.genTime.getTime();
  } catch {
    return void 0;
  }
}
function iso(milliseconds) {
  return new Date(milliseconds).toISOString();
}

// src/attest/sign/witness.ts
var AlreadyLogged = class extends Error {
  name = "AlreadyLogged";
};

// src/attest/sign/sign-statement.ts
var BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
var MOST_TRIES = 3;
async function signStatement(statement, signer, witnesses) {
  for (let tries = 1; ; tries += 1) {
    const signed = await sign2(statement, signer);
    try {
      const testimonies = await Promise.all(witnesses.map((witness) => witness(signed)));
      assertTimely(signed.material, testimonies);
      return bundleOf(signed, testimonies);
    } catch (error) {
      if (!(error instanceof AlreadyLogged)) throw error;
      if (tries === MOST_TRIES) throw new ActionError("attest", error.message);
    }
  }
}
async function sign2(statement, signer) {
  const encoded = import_core3.dsse.preAuthEncoding(PAYLOAD_TYPE, Buffer.from(statement));
  return { ...await signer.sign(encoded), statement, payloadType: PAYLOAD_TYPE, encoded };
}
function bundleOf({ statement, bytes, material }, testimonies) {
  const bundle = (0, import_bundle2.toDSSEBundle)({
    artifact: statement,
    artifactType: PAYLOAD_TYPE,
    signature: bytes,
    certificateChain: false,
    ...material.kind === "certificate" ? { certificate: material.der } : { keyHint: material.hint }
  });
  for (const signature of bundle.content.dsseEnvelope.signatures) signature.keyid = "";
  for (const testimony of testimonies) {
    if (testimony.kind === "log") bundle.verificationMaterial.tlogEntries.push(testimony.entry);
    else {
      bundle.verificationMaterial.timestampVerificationData ??= { rfc3161Timestamps: [] };
      bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps.push({ signedTimestamp: testimony.der });
    }
  }
  return (0, import_bundle2.bundleToJSON)(bundle);
}

// src/attest/attest-all.ts
var AT_ONCE = 4;
async function attestAll(wanted, names, bundles, signing) {
  const candidates = bundles.flatMap((bundle) => {
    const found = checkBundle(bundle, signing.own);
    return found === void 0 ? [] : [{ bundle, found }];
  });
  const limit = pLimit(AT_ONCE);
  return Promise.all(wanted.map((one) => limit(() => attest(one, names, candidates, signing))));
}
async function attest(wanted, names, candidates, signing) {
  for (const { bundle: bundle2, found } of candidates) {
    if (found.predicateType !== wanted.predicateType || !coversAll(found, wanted.digests)) continue;
    if (!samePredicate(wanted, found.predicate) || !await signing.isOurs(found)) continue;
    return { ...wanted, bundle: bundle2, ...found.logIndex === void 0 ? {} : { logIndex: found.logIndex } };
  }
  const subjects = names.flatMap((name) => wanted.digests.map((digest) => ({ name, digest })));
  const statement = statementOf(subjects.slice(0, MOST_SUBJECTS), wanted);
  const bundle = await signStatement(statement, signing.signer, signing.witnesses);
  const logIndex = firstLogIndex(bundle);
  return { ...wanted, bundle: jsonBytes(bundle), ...logIndex === void 0 ? {} : { logIndex } };
}
function firstLogIndex({ verificationMaterial }) {
  const entries = verificationMaterial.tlogEntries;
  return entries?.[0] === void 0 ? void 0 : entries[0].logIndex ?? "0";
}

// src/attest/github-store.ts
function githubStore(environment, token) {
  const server = environment.GITHUB_SERVER_URL ?? "";
  const api = environment.GITHUB_API_URL ?? "";
  const repository = environment.GITHUB_REPOSITORY ?? "";
  if (token === "" || !URL.canParse(server) || !URL.canParse(api) || !/^[\w.-]+\/[\w.-]+$/.test(repository))
    return void 0;
  const [host, url] = [new URL(server).hostname, new URL(api)];
  if (host !== "github.com" && !host.endsWith(".ghe.com")) return void 0;
  const own = url.protocol === "https:" && url.hostname === `api.${host}`;
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return own || local ? { api: url, repository, token } : void 0;
}
var HEADERS = {
  accept: "application/vnd.github+json",
  "content-type": "application/json",
  "x-github-api-version": "2022-11-28"
};
async function storeBundle(bundle, subject, store, fetch) {
  if (await isStored(bundle, subject, store, fetch)) return void 0;
  const answer = await fetch({
    action: "Storing the attestation with GitHub's attestations API",
    method: "POST",
    url: address(store, ""),
    headers: HEADERS,
    authorization: `Bearer ${store.token}`,
    body: Buffer.from(`{"bundle":${bundle.toString("utf8")}}`)
  });
  if (answer.status === 201 || answer.status === 200) return void 0;
  if (answer.status === 401)
    throw new ActionError("attest", "GitHub's attestations API does not take the token in `github-token`");
  const told = printable(wordsOf(answer), 300);
  return `GitHub's attestations API did not take the attestations (${told}): they are in the registry alone. ${adviceFor(answer.status)}`;
}
function adviceFor(status) {
  if (status !== 403 && status !== 404) return "gh finds them with --bundle-from-oci.";
  return "Give the job `attestations: write`; for a private repository GitHub Enterprise Cloud is needed, too. gh finds them with --bundle-from-oci.";
}
async function isStored(bundle, subject, store, fetch) {
  const answer = await fetch({
    action: "Reading what GitHub's attestations API has",
    method: "GET",
    url: address(store, `/${subject}?per_page=100`),
    headers: HEADERS,
    authorization: `Bearer ${store.token}`
  });
  const list = answer.status === 200 ? valueAt(jsonOf(answer), "attestations") : void 0;
  const signature = signatureOf(jsonOf({ body: bundle }));
  return Array.isArray(list) && list.some((one) => signatureOf(valueAt(one, "bundle")) === signature);
}
function signatureOf(bundle) {
  const signatures = valueAt(bundle, "dsseEnvelope", "signatures");
  return Array.isArray(signatures) ? textAt(signatures[0], "sig") : void 0;
}
function address({ api, repository }, rest) {
  return new URL(`${api.href.replace(/\/+$/, "")}/repos/${repository}/attestations${rest}`);
}

// src/attest/identity/claims.ts
var Claims = class {
  #values;
  constructor(values) {
    this.#values = values;
  }
  text(name) {
    const value = this.#values[name];
    return typeof value === "string" && value !== "" ? value : void 0;
  }
  /** Seconds since 1970 (`exp`, `iat`). */
  time(name) {
    const value = this.#values[name];
    return typeof value === "number" ? value : void 0;
  }
  /** The claim signed as proof of possession for Fulcio. https://github.com/sigstore/fulcio/blob/main/docs/oidc.md */
  get challenge() {
    const found = this.text("email") ?? this.text("sub");
    if (found === void 0) throw notAToken();
    return found;
  }
};
function claimsOf(token) {
  const parts = token.split(".");
  try {
    const values = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString("utf8"));
    if (parts.length === 3 && isObject(values)) return new Claims(values);
  } catch {
    throw notAToken();
  }
  throw notAToken();
}
function notAToken() {
  return new ActionError(
    "attest",
    "What the CI system gave as its identity token is not a JSON Web Token with a subject"
  );
}

// src/attest/sign/certificate-identity.ts
var import_core4 = __toESM(require_dist3(), 1);
var ISSUER = "1.3.6.1.4.1.57264.1.8";
function identityOf(der) {
  const certificate2 = import_core4.X509Certificate.parse(Buffer.from(der));
  const name = certificate2.subjectAltName;
  const issuer = certificate2.extension(ISSUER)?.valueObj.subs[0]?.value.toString("utf8");
  return name === void 0 || issuer === void 0 ? void 0 : { name, issuer };
}
function signingTime(der) {
  return new Date(new X509Certificate(der).validFrom).toISOString().replace(".000", "");
}
async function fulcioAuthorities(url, fetch) {
  const action = "Reading the authorities of Fulcio";
  const headers = { accept: "application/json" };
  const answer = await fetch({ action, method: "GET", url: addressAt(url, "/api/v2/trustBundle"), headers });
  const chains = valueAt(jsonOf(answer), "chains");
  const texts = (Array.isArray(chains) ? chains : []).flatMap((chain) => valueAt(chain, "certificates") ?? []);
  return texts.flatMap((text) => certificate(text) ?? []);
}
function certificate(text) {
  try {
    return typeof text === "string" ? new X509Certificate(text) : void 0;
  } catch {
    return void 0;
  }
}
function isIssuedBy(der, authorities) {
  const leaf = new X509Certificate(der);
  return authorities.some((authority) => leaf.checkIssued(authority) && leaf.verify(authority.publicKey));
}

// src/attest/sign/fulcio-signer.ts
var MARGIN = 12e4;
var FulcioSigner = class {
  #options;
  #certified;
  constructor(options) {
    this.#options = options;
  }
  async sign(data) {
    const { privateKey, der } = await this.#current();
    return { bytes: sign("sha256", data, privateKey), material: { kind: "certificate", der } };
  }
  /** One certificate serves all statements of a run, while it lasts. */
  async #current() {
    this.#certified ??= this.#certify();
    const asked = this.#certified;
    const known = await asked.catch((error) => {
      if (this.#certified === asked) this.#certified = void 0;
      throw error;
    });
    if (this.#options.clock.now() < known.staleAt) return known;
    if (this.#certified === asked) this.#certified = void 0;
    return this.#current();
  }
  async #certify() {
    const { clock } = this.#options;
    const { privateKey, publicKey } = await promisify(generateKeyPair)("ec", { namedCurve: "P-256" });
    const { token, claims } = await this.#options.identity();
    const asked = clock.now();
    const pem = await this.#request(token, claims, publicKey, privateKey);
    const certificate2 = parse(pem);
    if (!certificate2.publicKey.equals(publicKey))
      throw new ActionError("attest", "The certificate from Fulcio is for another key");
    const lasts = Date.parse(certificate2.validTo) - Date.parse(certificate2.validFrom);
    return { privateKey, der: certificate2.raw, staleAt: asked + lasts - Math.min(MARGIN, lasts / 2) };
  }
  async #request(token, claims, publicKey, privateKey) {
    const body = {
      credentials: { oidcIdentityToken: token },
      publicKeyRequest: {
        publicKey: { algorithm: "ECDSA", content: publicKey.export({ type: "spki", format: "pem" }) },
        proofOfPossession: sign("sha256", Buffer.from(claims.challenge), privateKey).toString("base64")
      }
    };
    const { fetch, url } = this.#options;
    const answer = await fetch({
      action: "Getting a certificate from Fulcio",
      ...jsonPost(addressAt(url, "/api/v2/signingCert"), body)
    });
    const found = answer.status < 300 ? leafOf(answer) : void 0;
    if (found === void 0) throw this.#refused(answer, token, claims);
    return found;
  }
  #refused(answer, token, claims) {
    const { url, clock, refusedHint } = this.#options;
    const told = printable(wordsOf(answer).replaceAll(token, "***"));
    const message = `Getting a certificate from Fulcio failed: ${told} (${url.host})`;
    return new ActionError("attest", message, { hint: timeHint(answer, claims, clock.now()) ?? refusedHint });
  }
};
function timeHint(answer, claims, now) {
  const told = [answer.headers.date].flat()[0];
  const server = told === void 0 ? Number.NaN : Date.parse(told);
  const there = Number.isNaN(server) ? now : server;
  const off = Math.round((now - there) / 1e3);
  const clock = Math.abs(off) > 60 ? ` The clock of this machine is ${Math.abs(off)} s ${off > 0 ? "ahead of" : "behind"} Fulcio's.` : "";
  const [expires, begins] = [claims.time("exp"), claims.time("nbf") ?? claims.time("iat")];
  if (expires !== void 0 && expires * 1e3 < there) {
    return `The identity token expired at ${new Date(expires * 1e3).toISOString()}: let the job sign sooner after it began, or run it again.${clock}`;
  }
  if (begins !== void 0 && begins * 1e3 > there + 5e3)
    return `The identity token is not valid yet: the clock of its issuer or of Fulcio is off.${clock}`;
  return clock === "" ? void 0 : clock.trim();
}
function leafOf(answer) {
  const document = jsonOf(answer);
  const chain = valueAt(document, "signedCertificateEmbeddedSct", "chain", "certificates") ?? valueAt(document, "signedCertificateDetachedSct", "chain", "certificates");
  const first = Array.isArray(chain) ? chain[0] : void 0;
  return typeof first === "string" ? first : void 0;
}
function parse(pem) {
  try {
    const certificate2 = new X509Certificate(pem);
    createPublicKey(certificate2.publicKey.export({ type: "spki", format: "pem" }));
    return certificate2;
  } catch (cause) {
    throw new ActionError("attest", "What Fulcio answered is not a certificate", { cause });
  }
}

// src/attest/sign/key-signer.ts
function keySigner(key) {
  const der = createPublicKey(key).export({ type: "spki", format: "der" });
  const hint = createHash("sha256").update(der).digest("base64");
  const algorithm = key.asymmetricKeyType === "ed25519" ? null : "sha256";
  return { sign: async (data) => ({ bytes: sign(algorithm, data, key), material: { kind: "public-key", der, hint } }) };
}

// src/attest/sign/log-refusal.ts
var RECORDING = "Recording the signature in the transparency log";
function logRefusal(why, { host }) {
  return new ActionError("attest", `${RECORDING} failed: ${printable(why)} (${host})`);
}

// src/attest/sign/rekor-v1.ts
function rekorV1(url, fetch) {
  return async (signed) => {
    const answer = await fetch({
      action: RECORDING,
      ...jsonPost(addressAt(url, "/api/v1/log/entries"), proposal(signed))
    });
    const stored = answer.status === 409 ? await existing(answer, url, fetch) : answer;
    if (stored.status !== 200 && stored.status !== 201) throw logRefusal(wordsOf(stored), url);
    return { kind: "log", entry: entryOf(stored, signed, url) };
  };
}
function proposal({ statement, payloadType, bytes, material }) {
  const envelope = {
    payload: statement.toString("base64"),
    payloadType,
    signatures: [{ sig: bytes.toString("base64"), keyid: "" }]
  };
  const verifiers = [Buffer.from(pemOf(material)).toString("base64")];
  const proposedContent = { envelope: JSON.stringify(envelope), verifiers };
  return { apiVersion: "0.0.1", kind: "dsse", spec: { proposedContent } };
}
function existing(answer, url, fetch) {
  const location = [answer.headers.location].flat()[0] ?? "";
  const [, uuid] = /\/([0-9a-f]{64,80})$/.exec(location) ?? [];
  if (uuid === void 0) throw logRefusal("it has the entry and does not say where", url);
  const address2 = addressAt(url, `/api/v1/log/entries/${uuid}`);
  return fetch({ action: RECORDING, method: "GET", url: address2, headers: { accept: "application/json" } });
}
function entryOf(answer, signed, url) {
  const [entry] = Object.values(jsonOf(answer) ?? {});
  const body = textAt(entry, "body");
  const proof = valueAt(entry, "verification", "inclusionProof");
  const promise = textAt(entry, "verification", "signedEntryTimestamp");
  const [logId, checkpoint, rootHash] = [
    textAt(entry, "logID"),
    textAt(proof, "checkpoint"),
    textAt(proof, "rootHash")
  ];
  const [logIndex, integratedTime] = [digitsAt(entry, "logIndex"), digitsAt(entry, "integratedTime")];
  const [leafIndex, treeSize] = [digitsAt(proof, "logIndex"), digitsAt(proof, "treeSize")];
  if (!logIndex || !integratedTime || !leafIndex || !treeSize || !body || !promise || !logId || !checkpoint || !rootHash)
    throw logRefusal("the answer is not an entry with its proof", url);
  const canonicalizedBody = Buffer.from(body, "base64");
  if (!isAbout(canonicalizedBody, signed)) throw logRefusal("the answer is about another signature", url);
  const hashes = valueAt(proof, "hashes");
  return {
    logIndex,
    logId: { keyId: Buffer.from(logId, "hex") },
    kindVersion: { kind: "dsse", version: "0.0.1" },
    integratedTime,
    inclusionPromise: { signedEntryTimestamp: Buffer.from(promise, "base64") },
    inclusionProof: {
      logIndex: leafIndex,
      rootHash: Buffer.from(rootHash, "hex"),
      treeSize,
      hashes: Array.isArray(hashes) ? hashes.map((hash) => Buffer.from(String(hash), "hex")) : [],
      checkpoint: { envelope: checkpoint }
    },
    canonicalizedBody
  };
}
function isAbout(body, { statement, bytes }) {
  const spec = valueAt(jsonOf({ body }), "spec");
  const signatures = valueAt(spec, "signatures");
  const hash = createHash("sha256").update(statement).digest("hex");
  return textAt(spec, "payloadHash", "value") === hash && Array.isArray(signatures) && signatures.some((one) => textAt(one, "signature") === bytes.toString("base64"));
}

// src/attest/sign/rekor-v2.ts
function rekorV2(url, fetch) {
  return async (signed) => {
    const answer = await fetch({
      action: RECORDING,
      ...jsonPost(addressAt(url, "/api/v2/log/entries"), request(signed))
    });
    if (answer.status === 409)
      throw new AlreadyLogged(`${RECORDING} failed: it has the same signature already (${url.host})`);
    if (answer.status !== 200 && answer.status !== 201) throw logRefusal(wordsOf(answer), url);
    return { kind: "log", entry: entryOf2(answer, signed, url) };
  };
}
function request({ encoded, bytes, material }) {
  const rawBytes = material.der.toString("base64");
  const verifier = {
    ...material.kind === "certificate" ? { x509Certificate: { rawBytes } } : { publicKey: { rawBytes } },
    keyDetails: "PKIX_ECDSA_P256_SHA_256"
  };
  if (publicKeyOf(material).asymmetricKeyDetails?.namedCurve !== "prime256v1") throw refusedByLog();
  const digest = createHash("sha256").update(encoded).digest("base64");
  return { hashedRekordRequestV002: { digest, signature: { content: bytes.toString("base64"), verifier } } };
}
function entryOf2(answer, { bytes }, url) {
  const document = jsonOf(answer);
  const proof = valueAt(document, "inclusionProof");
  const checkpoint = textAt(proof, "checkpoint", "envelope");
  const [keyId, body, rootHash] = [
    textAt(document, "logId", "keyId"),
    textAt(document, "canonicalizedBody"),
    textAt(proof, "rootHash")
  ];
  const treeSize = digitsAt(proof, "treeSize");
  if (!checkpoint || !keyId || !body || !rootHash || !treeSize)
    throw logRefusal("the answer is not an entry with its proof", url);
  const canonicalizedBody = Buffer.from(body, "base64");
  const logged = textAt(jsonOf({ body: canonicalizedBody }), "spec", "hashedRekordV002", "signature", "content");
  if (logged !== bytes.toString("base64")) throw logRefusal("the answer is about another signature", url);
  const hashes = valueAt(proof, "hashes");
  return {
    logIndex: digitsAt(document, "logIndex") ?? "0",
    logId: { keyId: Buffer.from(keyId, "base64") },
    kindVersion: { kind: "hashedrekord", version: "0.0.2" },
    integratedTime: "0",
    inclusionPromise: void 0,
    inclusionProof: {
      logIndex: digitsAt(proof, "logIndex") ?? "0",
      rootHash: Buffer.from(rootHash, "base64"),
      treeSize,
      hashes: Array.isArray(hashes) ? hashes.map((hash) => Buffer.from(String(hash), "base64")) : [],
      checkpoint: { envelope: checkpoint }
    },
    canonicalizedBody
  };
}

// src/attest/sign/timestamp-authority.ts
var import_core5 = __toESM(require_dist3(), 1);
var ACTION = "Getting a timestamp";
function timestampAuthority(url, fetch) {
  const address2 = url.pathname.endsWith("/timestamp") ? url : addressAt(url, "/api/v1/timestamp");
  return async ({ bytes }) => {
    const artifactHash = createHash("sha256").update(bytes).digest("base64");
    const answer = await fetch({
      action: ACTION,
      ...jsonPost(address2, { artifactHash, hashAlgorithm: "sha256" }, "application/timestamp-reply")
    });
    if (answer.status !== 200 && answer.status !== 201) throw failed2(printable(wordsOf(answer)), url);
    assertAbout(answer.body, bytes, url);
    return { kind: "timestamp", der: answer.body };
  };
}
function assertAbout(der, signature, url) {
  try {
    const { status, tstInfo } = import_core5.RFC3161Timestamp.parse(Buffer.from(der));
    if (status > 1n) throw new Error(`it was refused with status ${status}`);
    tstInfo.verify(Buffer.from(signature));
  } catch (cause) {
    throw failed2("the answer is not a timestamp of this signature", url, cause);
  }
}
function failed2(why, { host }, cause) {
  return new ActionError("attest", `${ACTION} failed: ${why} (${host})`, { cause });
}

// src/attest/sign/signing.ts
function keylessSigning(instance, identity, server, { fetch, clock }) {
  const { fulcio: url } = instance;
  const hint = instance.name === "github" ? { refusedHint: GITHUB_REFUSAL } : {};
  const signer = new FulcioSigner({ url, identity, fetch, clock, ...hint });
  let authorities;
  return {
    signer,
    witnesses: witnessesOf(instance, fetch),
    isOurs: async (found) => {
      const { claims } = await identity();
      if (found.material.kind !== "certificate" || !isWitnessed(found, instance)) return false;
      if (!isNamed(found.material.der, claims, server)) return false;
      authorities ??= fulcioAuthorities(url, fetch);
      return isIssuedBy(found.material.der, await authorities);
    }
  };
}
async function keySigning(key, services, fetch) {
  const signer = keySigner(key);
  const { material: own } = await signer.sign(Buffer.alloc(0));
  return {
    signer,
    witnesses: witnessesOf(services, fetch),
    own,
    isOurs: async (found) => found.material === own && isWitnessed(found, services)
  };
}
function witnessesOf({ rekor, tsa }, fetch) {
  const log = rekor === void 0 ? [] : [rekor.version === 2 ? rekorV2(rekor.url, fetch) : rekorV1(rekor.url, fetch)];
  return [...log, ...tsa === void 0 ? [] : [timestampAuthority(tsa, fetch)]];
}
function isWitnessed({ logged, timestamped }, { rekor, tsa }) {
  return (rekor === void 0 || logged) && (tsa === void 0 || timestamped);
}
function isNamed(der, claims, server) {
  const identity = identityOf(der);
  const workflow = claims.text("job_workflow_ref");
  const pipeline = claims.text("ci_config_ref_uri");
  const names = [
    workflow === void 0 ? void 0 : `${server}/${workflow}`,
    pipeline === void 0 ? void 0 : `https://${pipeline}`,
    claims.text("email"),
    claims.text("sub")
  ];
  return identity !== void 0 && identity.issuer === claims.text("iss") && names.includes(identity.name);
}

// src/run/attest/open-signing.ts
async function openSigning({ signing }, ports) {
  if (signing === void 0) return void 0;
  const { fetch, clock, log, environment } = ports;
  if (signing.kind === "key") return keySigning(signing.key, signing.services, fetch);
  const { instance, source } = signing;
  const read2 = async () => {
    const token = await fetchToken(source, instance.audience, fetch);
    log.secret(token);
    return { token, claims: claimsOf(token) };
  };
  let identity;
  const once2 = () => {
    identity ??= read2();
    return identity;
  };
  const server = (environment.GITHUB_SERVER_URL || "https://github.com").replace(/\/+$/, "");
  return { ...keylessSigning(instance, once2, server, { fetch, clock }), claims: async () => (await once2()).claims };
}
function proofSigner({ signing }, attestations) {
  const [first] = attestations;
  if (signing === void 0 || first === void 0) return void 0;
  const logged = first.logIndex !== void 0;
  if (signing.kind === "key") {
    const publicKey = createPublicKey(signing.key).export({ type: "spki", format: "pem" }).toString();
    return { kind: "key", publicKey, logged };
  }
  const material = checkBundle(first.bundle)?.material;
  const named = material?.kind === "certificate" ? identityOf(material.der) : void 0;
  if (named === void 0) return void 0;
  const [identity, issuer] = [printable(named.name), printable(named.issuer)];
  return { kind: "keyless", instance: signing.instance.name, identity, issuer, logged };
}

// src/run/attest/packages-of.ts
function packagesOf(documents) {
  const names = documents.flatMap(({ predicate, predicateType }) => {
    const list = valueAt(predicate, predicateType.includes("cyclonedx") ? "components" : "packages");
    const version = predicateType.includes("cyclonedx") ? "version" : "versionInfo";
    const packages = Array.isArray(list) ? list.filter(isLibrary) : [];
    return packages.map((one) => printable(`${textAt(one, "name") ?? ""} ${textAt(one, version) ?? ""}`, 200));
  });
  return [...new Set(names)].sort();
}
function isLibrary(component) {
  return textAt(component, "type") === "library" || textAt(component, "primaryPackagePurpose") === "LIBRARY";
}

// src/publish/referrers/document-blobs.ts
var DocumentBlobs = class {
  #client;
  #pushed = /* @__PURE__ */ new Map();
  constructor(client) {
    this.#client = client;
  }
  /** A failure stays one: the client has tried again already for as long as it may. */
  push(label, document) {
    const { digest } = document.descriptor;
    const known = this.#pushed.get(digest);
    if (known !== void 0) return known;
    const pushing = this.#client.pushBlob(documentBlob(label, document), { askFirst: false });
    this.#pushed.set(digest, pushing);
    return pushing;
  }
};

// src/publish/referrers/fallback-index.ts
function fallbackTag(subject) {
  return `sha256-${hexOf(subject)}`;
}
function readFallbackIndex(fetched, subject) {
  if (fetched === void 0 || fetched.descriptor.digest === subject || !isIndex(fetched.descriptor.mediaType))
    return { fetched: void 0, entries: [] };
  const { manifests } = documentOf2(fetched);
  const found = Array.isArray(manifests) ? manifests : [];
  const entries = found.filter((entry) => readEntry(entry) !== void 0);
  return { fetched, entries };
}
function fallbackBytes({ fetched }, entries) {
  const rest = fetched === void 0 ? {} : documentOf2(fetched);
  return jsonBytes({ ...rest, schemaVersion: 2, mediaType: MEDIA_TYPE.index, manifests: entries });
}
function documentOf2({ bytes }) {
  return JSON.parse(bytes.toString("utf8"));
}
function mergeEntries(found, own) {
  const merged = new Map(found.map((entry) => [entry.digest, entry]));
  for (const entry of own) merged.set(entry.digest, entry);
  return [...merged.values()];
}
function isPoor({ artifactType, annotations }) {
  return artifactType === void 0 || artifactType === MEDIA_TYPE.empty || annotations === void 0;
}
function repairedEntry(entry, { bytes }) {
  const { artifactType, config, annotations } = JSON.parse(bytes.toString("utf8"));
  const configType = config?.mediaType;
  return { ...entry, ...readEntry({ ...entry, artifactType: artifactType ?? configType, annotations }) };
}

// src/publish/referrers/referrer.ts
function layerOf({ artifactType, bytes }) {
  return { bytes, descriptor: { mediaType: artifactType, digest: digestOf(bytes), size: bytes.length } };
}
function documentsOf(referrer, subject) {
  const { artifactType, annotations } = referrer;
  const layer = layerOf(referrer);
  const manifest = referrerDocument(artifactType, layer.descriptor, subject, annotations);
  const described = Object.keys(annotations).length === 0 ? {} : { annotations };
  return { layer, manifest, entry: { ...manifest.descriptor, artifactType, ...described } };
}

// src/publish/referrers/contended-tag.ts
var MOST_ROUNDS = 100;
var MOST_LOSSES = 10;
var LEAST_WAIT = 30;
var LONGEST_WAIT = 5e3;
async function addToContendedTag(tag, what, rewrite, { client, clock, random }) {
  let written = false;
  let last;
  let slowest = 0;
  let losses = 0;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const began = clock.now();
    const found = await client.getManifest(tag);
    losses = written && found === void 0 ? losses + 1 : 0;
    if (losses >= MOST_LOSSES) throw notKept(tag, what, client);
    const wanted = await rewrite(found, written);
    if (wanted === void 0 && (!written || found?.descriptor.digest === last)) return;
    last = found?.descriptor.digest;
    if (wanted !== void 0) {
      const taken = await client.replaceManifest(tag, wanted.bytes, wanted.mediaType, wanted.replaces);
      if (taken) last = digestOf(wanted.bytes);
      written ||= taken;
    }
    slowest = Math.max(slowest, clock.now() - began);
    const others = round === 1 ? 1 : 1 + random();
    await clock.sleep(Math.min(LONGEST_WAIT, Math.max(LEAST_WAIT, 2 * slowest * others)));
  }
  throw alwaysChanged(tag, what, client);
}
function notKept(tag, what, { repository }) {
  const message = `${what} ${formatRepository(repository)}:${tag} was written and accepted 10 times, and is not there`;
  return new ActionError("attest", message, {
    hint: "The registry does not keep what it accepts, or a cache in front of it hides what is new."
  });
}
function alwaysChanged(tag, what, { repository }) {
  const name = `${formatRepository(repository)}:${tag}`;
  return new ActionError("attest", `${what} ${name} keeps being changed by other writers`, {
    hint: "Do many jobs attest the same image at once? Run this one again."
  });
}

// src/publish/referrers/update-fallback.ts
var MOST_REPAIRS = 50;
async function updateFallback(subject, own, ports) {
  const tag = fallbackTag(subject);
  const repairs = /* @__PURE__ */ new Map();
  const rewrite = async (found, written) => {
    if (written && found?.descriptor.digest === subject) throw noSuchTag(tag, ports.client);
    const index = readFallbackIndex(found, subject);
    const entries = mergeEntries(await repaired(index, own, repairs, ports.client), own);
    if (isSame(index.entries, entries)) return void 0;
    return { bytes: fallbackBytes(index, entries), mediaType: MEDIA_TYPE.index, replaces: index.fetched };
  };
  await addToContendedTag(tag, "The list of referrers", rewrite, ports);
}
function noSuchTag(tag, { repository }) {
  const message = `${formatRepository(repository)}: the registry keeps no list of referrers and gives the image itself for the tag ${tag}, so nobody would find what is attached`;
  return new ActionError("attest", message, {
    hint: "GitLab does so. Leave out `attest` for this registry, or publish to one that has the referrers API as well."
  });
}
async function repaired({ entries }, own, known, client) {
  const ours = new Set(own.map(({ digest }) => digest));
  const poor = entries.filter((entry) => isPoor(entry) && !ours.has(entry.digest) && !known.has(entry.digest));
  const read2 = poor.slice(0, MOST_REPAIRS).map(async (entry) => {
    const manifest = await client.getManifest(entry.digest);
    known.set(entry.digest, manifest === void 0 ? entry : repairedEntry(entry, manifest));
  });
  await Promise.all(read2);
  return entries.map((entry) => known.get(entry.digest) ?? entry);
}
function isSame(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

// src/publish/referrers/referrers.ts
var MOST_READ = 100;
var LARGEST = 16 * 1024 * 1024;
var Referrers = class {
  #client;
  #clock;
  #random;
  #blobs;
  #listings = /* @__PURE__ */ new Map();
  constructor(client, { clock, random }) {
    this.#client = client;
    this.#blobs = new DocumentBlobs(client);
    this.#clock = clock;
    this.#random = random;
  }
  /** The documents of a type that hang on a subject: the types that begin so. */
  async read(subject, artifactType) {
    const { entries, beside } = await this.#listing(subject);
    const wanted = [...entries, ...beside].filter((entry) => entry.artifactType?.startsWith(artifactType) ?? true).slice(0, MOST_READ);
    const read2 = await Promise.all(wanted.map(({ digest }) => this.#content(digest, artifactType)));
    return read2.flat();
  }
  /** Sends the blobs of what will hang on a subject that is on its way itself, unless something hangs on it already. */
  async prepare(subject, referrers) {
    const { entries, beside } = await this.#listing(subject);
    if (entries.length + beside.length > 0 || referrers.length === 0) return;
    await awaitAll(referrers.map((referrer) => this.#push(layerOf(referrer))));
  }
  /** Hangs all of them on a subject, where they do not hang there yet. Resolves with their manifests, in the same order. */
  async attach(subject, referrers) {
    const documents = referrers.map((referrer) => documentsOf(referrer, subject));
    const { kind, entries } = await this.#listing(subject.digest);
    const there = new Set(entries.map(({ digest }) => digest));
    const missing = documents.filter(({ entry }) => !there.has(entry.digest));
    const listed = await awaitAll(missing.map((each) => this.#store(each)));
    const own = documents.map(({ entry }) => entry);
    if (kind === "tag" || listed.includes(false)) {
      const ports = { client: this.#client, clock: this.#clock, random: this.#random };
      await updateFallback(subject.digest, own, ports);
    }
    return own;
  }
  /** Asked once: what is there already, whoever wants to know it. */
  #listing(subject) {
    const known = this.#listings.get(subject) ?? this.#list(subject);
    this.#listings.set(subject, known);
    return known;
  }
  async #list(subject) {
    const listed = await this.#client.listReferrers(subject);
    if (listed !== void 0 && listed.length > 0) return { kind: "api", entries: listed, beside: [] };
    const { entries } = readFallbackIndex(await this.#client.getManifest(fallbackTag(subject)), subject);
    return listed === void 0 ? { kind: "tag", entries, beside: [] } : { kind: "api", entries: [], beside: entries };
  }
  /** Whether the registry lists it by itself. */
  async #store({ layer, manifest }) {
    await this.#push(layer);
    const { bytes, descriptor } = manifest;
    return (await this.#client.putReferrer(bytes, descriptor.mediaType)).listed;
  }
  async #push(layer) {
    await Promise.all([this.#blobs.push("attachment", layer), this.#blobs.push("empty configuration", EMPTY_CONFIG)]);
  }
  /** What is not as it should be is nothing: anybody who may push could have put it there. */
  async #content(digest, artifactType) {
    try {
      const manifest = await this.#client.getManifest(digest);
      const { layers } = JSON.parse(manifest?.bytes.toString("utf8") ?? "{}");
      const layer = readEntry(Array.isArray(layers) ? layers[0] : void 0);
      if (layer?.mediaType.startsWith(artifactType) !== true || layer.size > LARGEST) return [];
      const content = await this.#client.getBlob(layer.digest, LARGEST);
      return content === void 0 ? [] : [content];
    } catch (error) {
      if (error instanceof RegistryError && error.status === 200) return [];
      throw error;
    }
  }
};

// src/attest/statement/cosign-signature.ts
var COSIGN_SIGNATURE = { predicateType: "https://sigstore.dev/cosign/sign/v1", predicate: {} };
function simpleSigningPayload(repository, digest) {
  return jsonBytes({
    critical: {
      identity: { "docker-reference": repository },
      image: { "docker-manifest-digest": digest },
      type: "cosign container image signature"
    },
    optional: null
  });
}

// src/publish/referrers/signature-tag.ts
var LAYER_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";
var SIGNATURE = "dev.cosignproject.cosign/signature";
var SignatureTag = class {
  #tag;
  #signature;
  #ports;
  #blobs;
  #made;
  constructor(subject, signature, ports) {
    this.#tag = `sha256-${hexOf(subject)}.sig`;
    this.#signature = signature;
    this.#ports = ports;
    this.#blobs = new DocumentBlobs(ports.client);
  }
  /** Signs, and sends what the tag will need, unless the same key has signed already. The subject may be on its way itself. */
  async prepare() {
    await this.#make();
  }
  /** Adds the signature to those that are there. */
  async write() {
    const own = await this.#make();
    if (own === void 0) return;
    const rewrite = async (found) => {
      const layers = layersOf(found?.bytes);
      return layers.some((layer) => this.#isOwn(layer, own)) ? void 0 : this.#document([...layers, own], found);
    };
    await addToContendedTag(this.#tag, "The list of signatures", rewrite, this.#ports);
  }
  #make() {
    this.#made ??= this.#sign();
    return this.#made;
  }
  /** Before the tag is read again: the time between reading and writing decides how long other writers are waited for. */
  async #sign() {
    const { payload, sign: sign3 } = this.#signature;
    const layer = { mediaType: LAYER_TYPE, digest: digestOf(payload), size: payload.length };
    const layers = layersOf((await this.#ports.client.getManifest(this.#tag))?.bytes);
    if (layers.some((found) => this.#isOwn(found, layer))) return void 0;
    const [signature] = await Promise.all([
      sign3(),
      this.#blobs.push("signature payload", { bytes: payload, descriptor: layer }),
      this.#blobs.push("signature configuration", configOf([...layers, layer]))
    ]);
    return { ...layer, annotations: { [SIGNATURE]: signature.toString("base64") } };
  }
  async #document(layers, replaces) {
    const config = configOf(layers);
    await this.#blobs.push("signature configuration", config);
    const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPE.manifest, config: config.descriptor, layers };
    return { ...documentOf(MEDIA_TYPE.manifest, manifest), mediaType: MEDIA_TYPE.manifest, replaces };
  }
  #isOwn(found, { digest }) {
    return found.digest === digest && this.#signature.isOwn(signatureIn(found));
  }
};
function layersOf(bytes) {
  const { layers } = JSON.parse(bytes?.toString("utf8") ?? "{}");
  const found = Array.isArray(layers) ? layers : [];
  return found.filter((layer) => readEntry(layer) !== void 0);
}
function signatureIn({ annotations }) {
  return Buffer.from(annotations?.[SIGNATURE] ?? "", "base64");
}
function configOf(layers) {
  return documentOf(MEDIA_TYPE.config, {
    architecture: "",
    created: "0001-01-01T00:00:00Z",
    history: layers.map(() => ({ created: "0001-01-01T00:00:00Z" })),
    os: "",
    rootfs: { type: "layers", diff_ids: layers.map(({ digest }) => digest) },
    config: {}
  });
}

// src/run/attest/classic-signature.ts
function classicSignature(subject, { signer, own }, ports) {
  if (own === void 0) return void 0;
  const payload = simpleSigningPayload(formatRepository(ports.client.repository), subject);
  const signature = {
    payload,
    sign: async () => (await signer.sign(payload)).bytes,
    isOwn: (found) => isSigned(own, payload, found)
  };
  return new SignatureTag(subject, signature, ports);
}

// src/run/attest/referrers-of.ts
function referrersOf(subject, documents, attestations) {
  const bare = documents.filter((document) => document.subject === subject).map(bareReferrer);
  const signed = attestations.filter(({ digests }) => digests.includes(subject)).map(bundleReferrer);
  return [...bare, ...signed];
}
function bareReferrer({ mediaType, bytes, predicateType }) {
  const annotations = {
    "org.opencontainers.image.title": mediaType.includes("spdx") ? "sbom.spdx.json" : "sbom.cdx.json"
  };
  return { artifactType: mediaType, bytes, annotations, predicateType };
}
function bundleReferrer({ bundle, predicateType, logIndex }) {
  const material = checkBundle(bundle)?.material;
  const created = material?.kind === "certificate" ? { "org.opencontainers.image.created": signingTime(material.der) } : {};
  const annotations = {
    "dev.sigstore.bundle.content": "dsse-envelope",
    "dev.sigstore.bundle.predicateType": predicateType,
    ...created
  };
  const index = logIndex === void 0 ? {} : { logIndex };
  return { artifactType: BUNDLE_MEDIA_TYPE, bytes: bundle, annotations, predicateType, ...index };
}

// src/run/attest/repository-attachments.ts
var RepositoryAttachments = class {
  #ports;
  #referrers;
  #signing;
  #signatures = /* @__PURE__ */ new Map();
  /** @param signing of classic signatures; undefined where there are to be none */
  constructor(ports, signing) {
    this.#ports = ports;
    this.#referrers = new Referrers(ports.client, ports);
    this.#signing = signing;
  }
  /** Bundles that hang on an image already. */
  async bundles(image) {
    const type = "application/vnd.dev.sigstore.bundle";
    return (await Promise.all(allDigests(image).map((digest) => this.#referrers.read(digest, type)))).flat();
  }
  /** Signs, and sends the blobs of what will hang on an image, while the image itself is on its way. */
  async prepare(image, made) {
    const blobs = async (subject) => {
      const { documents, attestations } = await made;
      await this.#referrers.prepare(subject, referrersOf(subject, documents, attestations));
    };
    const signature = async (subject) => (await this.#signature(subject))?.prepare();
    await awaitAll(allDigests(image).flatMap((subject) => [signature(subject), blobs(subject)]));
  }
  /** Hangs what was made on one image of the repository. */
  async attach(subject, platform, { documents, attestations }) {
    const referrers = referrersOf(subject.digest, documents, attestations);
    const [manifests] = await Promise.all([
      this.#referrers.attach(subject, referrers),
      this.#signature(subject.digest).then((signature) => signature?.write())
    ]);
    const name = `${formatRepository(this.#ports.client.repository)}@${subject.digest}`;
    return referrers.flatMap(({ artifactType: mediaType, predicateType, logIndex }, place) => {
      const digest = manifests[place]?.digest;
      const index = logIndex === void 0 ? {} : { logIndex };
      return digest === void 0 ? [] : [{ subject: name, platform, predicateType, digest, mediaType, ...index }];
    });
  }
  #signature(subject) {
    const known = this.#signatures.get(subject) ?? this.#openSignature(subject);
    this.#signatures.set(subject, known);
    return known;
  }
  async #openSignature(subject) {
    const signing = await this.#signing();
    return signing === void 0 ? void 0 : classicSignature(subject, signing, this.#ports);
  }
};

// src/run/attest/statements.ts
function statementsFor({ provenance, signature }, image, documents, build) {
  const digests = allDigests(image);
  const wanted = documents.map(({ predicateType, predicate, subject }) => {
    return { predicateType, predicate, digests: [subject] };
  });
  if (provenance) wanted.push({ ...provenanceOf(build.claims, build.facts, build.environment), digests });
  if (signature) wanted.push({ ...COSIGN_SIGNATURE, digests });
  return wanted;
}

// src/run/attest/prover.ts
var Prover = class {
  #sources;
  #ports;
  #repositories;
  #signing;
  #made = /* @__PURE__ */ new Map();
  #attached = [];
  #image;
  #facts;
  #stored;
  constructor(sources, ports) {
    this.#sources = sources;
    this.#ports = ports;
    this.#repositories = new Map(sources.clients.map((client) => [client, this.#repository(client)]));
    this.#signing = openSigning(sources.config, ports);
    this.#signing.catch(() => {
    });
  }
  /** The digests of what is being pushed are known before the last byte has gone out. */
  begin(image) {
    this.#image = image;
    this.#knownFacts().catch(() => {
    });
    image.then((known) => this.#make(known)).catch(() => {
    });
  }
  async prepare(client) {
    const image = await this.#image;
    if (image !== void 0) await this.#repositories.get(client)?.prepare(image, this.#make(image));
  }
  async attach(client, { root, platforms }) {
    const image = {
      root: root.digest,
      platforms: platforms.map(({ platform, manifest }) => ({
        platform: formatPlatform(platform),
        digest: manifest.digest
      }))
    };
    const made = await this.#make(image);
    const descriptors = new Map([root, ...platforms.map(({ manifest }) => manifest)].map((one) => [one.digest, one]));
    const repository = this.#repositories.get(client) ?? this.#repository(client);
    const attached = [...descriptors.values()].map(
      (subject) => repository.attach(subject, platformOf(image, subject.digest), made)
    );
    this.#attached.push(...(await awaitAll(attached)).flat());
    await this.#store(made, image);
  }
  /** What hangs on the images now, in an order that does not depend on which registry was faster. */
  async proof() {
    const [made] = await Promise.allSettled(this.#made.values());
    const { documents = [], attestations = [] } = made?.status === "fulfilled" ? made.value : {};
    const names = this.#sources.clients.map(({ repository }) => formatRepository(repository));
    const place = ({ subject }) => names.indexOf(subject.slice(0, subject.lastIndexOf("@")));
    const notes = await this.#stored?.catch(() => []) ?? [];
    return {
      attached: this.#attached.toSorted((a, b) => place(a) - place(b)),
      signer: proofSigner(this.#sources.config, attestations),
      stored: this.#stored !== void 0 && notes.length === 0 && attestations.length > 0 && this.#githubStore() !== void 0,
      notes,
      packages: packagesOf(documents)
    };
  }
  /** Files are read for them once. */
  #knownFacts() {
    this.#facts ??= this.#sources.facts();
    return this.#facts;
  }
  #repository(client) {
    const { signature } = this.#sources.config.request;
    const signing = async () => signature ? this.#signing : void 0;
    return new RepositoryAttachments({ ...this.#ports, client }, signing);
  }
  #make(image) {
    const known = this.#made.get(image.root) ?? this.#prove(image);
    known.catch(() => {
    });
    this.#made.set(image.root, known);
    return known;
  }
  async #prove(image) {
    const { config, documents: makeDocuments, clients } = this.#sources;
    const signing = await this.#signing;
    const making = config.request.sbom ? makeDocuments(image) : [];
    if (signing === void 0) return { documents: await making, attestations: [] };
    const [documents, found, claims, build] = await Promise.all([
      making,
      this.#found(image),
      signing.claims?.(),
      this.#knownFacts()
    ]);
    const { environment } = this.#ports;
    const wanted = statementsFor(config.request, image, documents, { claims, facts: build, environment });
    const names = clients.map(({ repository }) => formatRepository(repository));
    return { documents, attestations: await attestAll(wanted, names, found, signing) };
  }
  /** Bundles that hang on these images already, in whatever repository. */
  async #found(image) {
    const asked = [...this.#repositories.values()].map((repository) => repository.bundles(image));
    const bundles = (await Promise.all(asked)).flat();
    return [...new Map(bundles.map((bundle) => [bundle.toString("latin1"), bundle])).values()];
  }
  #githubStore() {
    const { signing, request: request2 } = this.#sources.config;
    return signing?.kind === "keyless" ? githubStore(this.#ports.environment, request2.githubToken) : void 0;
  }
  /** Once for all repositories, after the first of them has everything. */
  async #store({ attestations }, { root }) {
    const store = this.#githubStore();
    if (store === void 0) return;
    this.#stored ??= this.#storeAll(attestations, root, store);
    await this.#stored;
  }
  async #storeAll(attestations, root, store) {
    const notes = await Promise.all(
      attestations.map(({ bundle, digests }) => storeBundle(bundle, digests[0] ?? root, store, this.#ports.fetch))
    );
    const unique = [...new Set(notes.flatMap((note) => note ?? []))];
    for (const note of unique) this.#ports.log.notice(note);
    return unique;
  }
};
function platformOf({ root, platforms }, digest) {
  if (digest === root && platforms.length > 1) return "";
  return platforms.find((one) => one.digest === digest)?.platform ?? "";
}

// src/run/attest/open-prover.ts
async function openProver(attest2, { request: request2 }, clients, { documents, programs }, ports) {
  const dispatcher = createDispatcher({
    proxies: await loadProxies(ports.environment),
    timeout: request2.upload.timeout
  });
  const fetch = serviceFetch(request2.upload, { ...ports, dispatcher });
  const facts = () => buildFacts(programs(), ports.environment);
  const sources = { config: attest2, clients, facts, documents };
  return { prover: new Prover(sources, { ...ports, fetch }), close: () => dispatcher.destroy() };
}
async function buildFacts(binaries, { GITHUB_ACTION_REPOSITORY = "", GITHUB_ACTION_REF = "" }) {
  return { binaries: await binaries, action: { repository: GITHUB_ACTION_REPOSITORY, ref: GITHUB_ACTION_REF } };
}

export { openProver };
