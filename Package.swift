// swift-tools-version: 6.2
import PackageDescription

// Arrows go one way (docs/decisions.md):
//   sluice → Curation → Grading, Trainer → Tokenizers → Bytes → C
// Every target is built under the same strict settings; hot loops in C have targets of their own.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]
let hotC: [CSetting] = [.unsafeFlags(["-O3"])]

let package = Package(
  name: "sluice",
  products: [.executable(name: "sluice", targets: ["sluice"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
  ],
  targets: [
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CXxhash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CBytes", cSettings: hotC),
    .target(name: "CJSON", dependencies: ["CBytes"], cSettings: hotC),
    .target(name: "CTensor", cSettings: hotC),
    .target(name: "CTokenizers", exclude: ["make-unicode.py", "unicode.inc"], cSettings: hotC),
    .target(name: "CSandbox"),
    .target(name: "CLanguages", exclude: ["NOTICE", "make-profiles.py", "profiles.bin"]),

    .target(
      name: "Bytes",
      dependencies: [
        "CZstd", "CLibxml2", "CXxhash", "CCrypto", "CZlib", "CBytes", "CJSON",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "Tokenizers", dependencies: ["Bytes", "CTokenizers"], swiftSettings: strict),
    .target(
      name: "Trainer", dependencies: ["Tokenizers", "Bytes", "CTensor"], swiftSettings: strict),
    .target(
      name: "Grading",
      dependencies: [
        "Bytes", "CSandbox", "CLanguages", .product(name: "BigInt", package: "BigInt"),
      ],
      // The Python that runs in the code sandbox.
      resources: [.embedInCode("Code/Resources")],
      // CSandbox's pointers carry their bounds; this turns them into spans, so nothing is unsafe here.
      swiftSettings: strict + [.enableExperimentalFeature("SafeInteropWrappers")]),
    .target(
      name: "Curation",
      dependencies: [
        "Grading", "Trainer", "Tokenizers", "Bytes",
        .product(name: "Yams", package: "Yams"),
      ],
      // Links into filters/: the recipe and lists that the binary carries.
      resources: [.embedInCode("Resources")],
      swiftSettings: strict),
    .executableTarget(
      name: "sluice",
      dependencies: [
        "Curation", "Bytes",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // Tokens of JSON lines, for `make tokenizer-parity` and bench/token_rates.py.
    .executableTarget(
      name: "tokenize", dependencies: ["Tokenizers", "Bytes"], swiftSettings: strict),

    .testTarget(name: "BytesTests", dependencies: ["Bytes"], swiftSettings: strict),
    .testTarget(
      name: "TokenizersTests", dependencies: ["Tokenizers", "Bytes"],
      exclude: ["parity.py", "sentencepiece_parity.py"],
      swiftSettings: strict),
    .testTarget(
      name: "TrainerTests", dependencies: ["Trainer", "Tokenizers", "Bytes"],
      exclude: ["bench.py", "parity.py"],
      swiftSettings: strict),
    .testTarget(name: "GradingTests", dependencies: ["Grading", "Bytes"], swiftSettings: strict),
    .testTarget(
      name: "CurationTests",
      dependencies: ["Curation", "Grading", "Trainer", "Tokenizers", "Bytes"],
      exclude: ["Ingest/Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "sluiceTests", dependencies: ["Curation", "Bytes", "sluice"], swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
