import Bytes
import Curation

/// A clean sample for a mutation's test, from the fields of a pool line.
func specimen(_ fields: JSONObject, found: String? = nil, isProvenRight: Bool = true) throws
  -> Specimen
{
  var record: JSONObject = ["id": "s", "category": "math", "source": "test"]
  for member in fields.members { record[member.key] = member.value }
  if record["input"] == nil {
    record["input"] = [["role": "user", "content": "How many apples are left of the twenty?"]]
  }
  var decoder = SampleDecoder()
  let sample = try decoder.decode(JSONValue.object(record).encoded, ordinal: 1)
  return Specimen(record: record, sample: sample, found: found, isProvenRight: isProvenRight)
}
