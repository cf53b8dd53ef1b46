// Trainer: token ids in, loss out. A small library for Llama-style decoders on CPUs.
//
// How the parts fit, from the text of a conversation to a judged answer:
//
//   // 1. A tokenizer: trained here, or loaded with a base model (Checkpoint, GGUF).
//   let tokenizer = try BPETrainer(vocabularySize: 512).train(texts)
//   let template = ChatTemplate()
//
//   // 2. Documents: tokens, and which of them are learnt.
//   let spans = template.spans([
//     ChatMessage(role: "system", content: ChatTemplate.thinking(true)),
//     ChatMessage(role: "user", content: question),
//     ChatMessage(role: "assistant", content: response),
//   ])
//   let document = Document(tokenizer.encode(spans))
//
//   // 3. A model: a preset or any sizes, random from a seed, or read from a folder.
//   let sizes = ModelPreset.nano.configuration(vocabularySize: tokenizer.vocabularySize)
//   let model = try Model(sizes, seed: 1)
//
//   // 4. Training: a budget of tokens in shuffled epochs.
//   let session = TrainingSession(model: model, threads: 1)
//   let run = try FineTuningRun(
//     session: session, documents: documents, settings: FineTuning(tokens: 1_110_000, seed: 1))
//   while let report = try run.next() { log(report) }       // throws .notFinite if it diverges
//
//   // 5. Evaluation: held-out loss, and responses.
//   let network = Network(model: model, threads: 1)
//   let loss = try network.likelihoods(heldOut).reduce(.zero, +).mean
//   let answers = try Generator(network).generate(
//     prompts,
//     options: GenerationOptions(
//       maxTokens: 96, temperature: 0.6, topP: 0.95, seed: 1,
//       endTokens: [tokenizer.id(of: "<|im_end|>") ?? 0]))
//
// Threads: documents of a step are split over `threads`; the result is the same bits for the same
// number, and differs in the last ones between numbers. Runs of one thread may go side by side on
// threads of the caller's, which is the fastest way to train several seeds of a small model.
//
// Later stages enter as objectives (Objective.swift): a new one needs no new backward pass.
