import ArgumentParser
import Bytes
import Curation
