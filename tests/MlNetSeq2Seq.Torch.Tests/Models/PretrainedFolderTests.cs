using System.Text.Json.Nodes;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Tests.Weights;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Tests.Models;

/// <summary>Folders in Hugging Face's form, written and read.</summary>
public sealed class PretrainedFolderTests : IDisposable
{
    private const string Sizes = """ "vocab_size":12,"hidden_size":8,"num_hidden_layers":2,"num_attention_heads":2,"intermediate_size":6,"max_position_embeddings":10""";

    private static readonly string[] s_tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "红", "茶", "的", "a", "##b", "c", "。"];

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    /// <summary>A small config of each architecture, the class that is written and the model type.</summary>
    public static TheoryData<string, string, string, string> Networks => new()
    {
        { "unilm", $"{{{Sizes}}}", "UnilmForSeq2Seq", "bert" },
        { "bert", $$"""{{{Sizes}},"head":"PreTraining"}""", "BertForPreTraining", "bert" },
        { "bert", $$"""{{{Sizes}},"head":"MaskedLanguageModel"}""", "BertForMaskedLM", "bert" },
        { "bert", $$"""{{{Sizes}},"head":"Classification","num_labels":5}""", "BertForSequenceClassification", "bert" },
        { "bert", $$"""{{{Sizes}},"head":"Reading"}""", "BertForQuestionAnswering", "bert" },
        { "gpt", """{"vocab_size":12,"n_embd":8,"n_head":2,"n_layer":2,"n_positions":10}""", "GPT2LMHeadModel", "gpt2" },
        { "gpt", """{"vocab_size":12,"n_embd":8,"n_head":2,"n_layer":2,"n_positions":10,"bias":false,"activation_function":"gelu"}""", "GPT2LMHeadModel", "gpt2" },
        {
            "bart",
            """{"vocab_size":12,"d_model":8,"encoder_layers":1,"decoder_layers":2,"encoder_attention_heads":2,"decoder_attention_heads":2,"encoder_ffn_dim":6,"decoder_ffn_dim":6,"max_position_embeddings":10}""",
            "BartForConditionalGeneration",
            "bart"
        },
        { "gau-alpha", """{"vocab_size":12,"hidden_size":8,"intermediate_size":6,"num_hidden_layers":2,"attention_key_size":4}""", "GAUAlphaForMaskedLM", "gau_alpha" },
        { "flash-quad", """{"vocab_size":12,"hidden_size":8,"num_hidden_layers":2,"max_position_embeddings":10,"s":4}""", "FLASHQuadForMaskedLM", "flash_quad" },
        { "flash", """{"vocab_size":12,"hidden_size":8,"num_hidden_layers":1,"max_position_embeddings":10,"group_size":4,"query_key_dim":4}""", "FLASHForMaskedLM", "flash" },
        {
            "t5",
            """{"vocab_size":12,"d_model":8,"d_kv":4,"d_ff":6,"num_layers":1,"num_heads":2,"feed_forward_proj":"gated-gelu","tie_word_embeddings":false}""",
            "T5ForConditionalGeneration",
            "t5"
        },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_that_is_written_is_read_back_equal(string architecture, string config, string className, string modelType)
    {
        using Seq2SeqModel network = ArchitectureCatalog.Create(architecture, config);

        PretrainedFolder.Write(_folder.FullName, network, new Vocabulary(s_tokens), new BertTextTokenizerOptions());

        var folder = PretrainedFolder.Open(_folder.FullName);
        (Seq2SeqModel read, IReadOnlyList<string> untrained) = folder.ReadNetwork();
        Assert.Equal(architecture, folder.Architecture);
        Assert.Equal(network.Configuration, read.Configuration);
        Assert.Empty(untrained);
        AssertEqual(StateDict.Parameters(network).ToDictionary(p => p.Key, p => (Tensor)p.Value), read);
        Assert.Equal(s_tokens, folder.ReadTokenizer().Vocabulary);
        Assert.Equal([className], Config()["architectures"]!.AsArray().Select(n => n!.GetValue<string>()));
        Assert.Equal(modelType, Config()["model_type"]!.GetValue<string>());
        read.Dispose();
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Written_weights_follow_the_format_s_description(string architecture, string config, string className, string modelType)
    {
        _ = className;
        using Seq2SeqModel network = ArchitectureCatalog.Create(architecture, config);

        PretrainedFolder.Write(_folder.FullName, network, new Vocabulary(s_tokens), new BertTextTokenizerOptions());

        var described = new DescribedSafetensors(File.ReadAllBytes(_folder.File("model.safetensors")));
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt" }, described.Metadata);
        Assert.All(described.Tensors.Values, t => Assert.Equal("F32", t.Type));
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in StateDict.Parameters(network))
        {
            bool isTransposed = modelType == "gpt2" && parameter.dim() == 2 && name.Contains(".h.", StringComparison.Ordinal);
            Tensor wanted = (isTransposed ? parameter.t() : parameter).contiguous();
            Assert.Equal(wanted.shape, described.Tensors[name].Shape);
            Assert.Equal(wanted.data<float>().ToArray().SelectMany(BitConverter.GetBytes), described.Tensors[name].Bytes);
        }
    }

    [Fact]
    public void The_folder_has_the_files_and_members_that_transformers_looks_for()
    {
        WriteUnilm();

        Assert.Equal(["config.json", "model.safetensors", "tokenizer_config.json", "vocab.txt"], _folder.Names());
        Assert.Equal("float32", Config()["torch_dtype"]!.GetValue<string>());
        Assert.Equal((0, 2, 3), (Config()["pad_token_id"]!.GetValue<int>(), Config()["bos_token_id"]!.GetValue<int>(), Config()["eos_token_id"]!.GetValue<int>()));
        JsonNode tokenizer = JsonNode.Parse(File.ReadAllBytes(_folder.File("tokenizer_config.json")))!;
        Assert.Equal("BertTokenizer", tokenizer["tokenizer_class"]!.GetValue<string>());
        Assert.True(tokenizer["do_lower_case"]!.GetValue<bool>());
        Assert.Equal("[SEP]", tokenizer["sep_token"]!.GetValue<string>());
    }

    [Fact]
    public void Matrices_of_GPT_2_are_written_with_rows_as_columns()
    {
        using Seq2SeqModel network = ArchitectureCatalog.Create("gpt", """{"vocab_size":12,"n_embd":8,"n_head":2,"n_layer":1,"n_positions":10,"bias":false}""");

        PretrainedFolder.Write(_folder.FullName, network, new Vocabulary(s_tokens), new BertTextTokenizerOptions());

        var described = new DescribedSafetensors(File.ReadAllBytes(_folder.File("model.safetensors")));
        Assert.Equal([8, 24], described.Tensors["transformer.h.0.attn.c_attn.weight"].Shape);
        Assert.Equal([24], described.Tensors["transformer.h.0.attn.c_attn.bias"].Shape);
        Assert.Equal([8], described.Tensors["transformer.ln_f.bias"].Shape);
        Assert.All(described.Tensors["transformer.h.0.mlp.c_fc.bias"].Bytes, b => Assert.Equal(0, b));
    }

    [Theory]
    [InlineData(ScalarType.BFloat16, "BF16", "bfloat16")]
    [InlineData(ScalarType.Float16, "F16", "float16")]
    public void Weights_of_half_the_width_are_read_as_float32(ScalarType type, string stored, string name)
    {
        using Seq2SeqModel network = ArchitectureCatalog.Create("unilm", $"{{{Sizes}}}");

        PretrainedFolder.Write(_folder.FullName, network, new Vocabulary(s_tokens), new BertTextTokenizerOptions(), type);

        Assert.All(new DescribedSafetensors(File.ReadAllBytes(_folder.File("model.safetensors"))).Tensors.Values, t => Assert.Equal(stored, t.Type));
        Assert.Equal(name, Config()["torch_dtype"]!.GetValue<string>());
        using Seq2SeqModel read = PretrainedFolder.Open(_folder.FullName).ReadNetwork().Network;
        AssertEqual(StateDict.Parameters(network).ToDictionary(p => p.Key, p => p.Value.to(type).to(ScalarType.Float32)), read);
    }

    [Fact]
    public void Options_of_the_tokenizer_come_back()
    {
        using Seq2SeqModel network = ArchitectureCatalog.Create("unilm", $"{{{Sizes}}}");
        var options = new BertTextTokenizerOptions
        {
            LowerCase = false, MaximumWordLength = 7, KeepSpecialTokens = true, Cleaning = BertCleaning.Google, SpecialTokenNames = new SpecialTokenNames { Mask = "的" },
        };

        PretrainedFolder.Write(_folder.FullName, network, new Vocabulary(s_tokens), options);

        Assert.Equal(options, PretrainedFolder.Open(_folder.FullName).ReadTokenizer().Options);
    }

    [Fact]
    public void Special_tokens_may_be_written_as_objects()
    {
        WriteUnilm();
        _folder.Write("tokenizer_config.json", """{"do_lower_case":false,"mask_token":{"content":"茶","lstrip":false}}""");

        BertTextTokenizerOptions options = Assert.IsType<BertTextTokenizerOptions>(PretrainedFolder.Open(_folder.FullName).ReadTokenizer().Options);

        Assert.Equal((false, "茶", "[SEP]"), (options.LowerCase, options.SpecialTokenNames.Mask, options.SpecialTokenNames.Separator));
    }

    [Theory]
    [InlineData("""{"do_lower_case":"yes"}""", "has do_lower_case \"yes\", which is no Boolean.")]
    [InlineData("""{"do_lower_case":true,"strip_accents":false}""", "BertTextTokenizer does nothing else.")]
    [InlineData("""{"tokenize_chinese_chars":false}""", "BertTextTokenizer does nothing else.")]
    [InlineData("""{"cleaning":"Other"}""", "has cleaning 'Other', which this version does not know.")]
    [InlineData("[]", "holds no JSON object.")]
    public void A_tokenizer_of_another_kind_is_refused(string json, string message)
    {
        WriteUnilm();
        _folder.Write("tokenizer_config.json", json);

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => PretrainedFolder.Open(_folder.FullName).ReadTokenizer().Options).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocabulary_shorter_than_the_network_s_is_filled_up_with_unused_ids()
    {
        WriteUnilm();

        Assert.Equal([.. s_tokens, "", ""], PretrainedFolder.Open(_folder.FullName).ReadTokenizer(14).Vocabulary);
    }

    [Fact]
    public void A_missing_vocabulary_is_named()
    {
        WriteUnilm();
        File.Delete(_folder.File("vocab.txt"));

        Assert.Equal(
            $"The folder '{_folder.FullName}' has no tokenizer that is read: neither vocab.txt, nor vocab.json with merges.txt, nor one of spiece.model, sentencepiece.bpe.model, tokenizer.model, nor tokenizer.json.",
            Assert.Throws<FileNotFoundException>(() => PretrainedFolder.Open(_folder.FullName).ReadTokenizer().Vocabulary).Message);
    }

    [Theory]
    [InlineData("""{"model_type":"llama","architectures":["LlamaForCausalLM"]}""", "has model_type 'llama' and architectures [LlamaForCausalLM]; known are the model types")]
    [InlineData("{}", "has model_type '' and architectures []; known are the model types")]
    [InlineData("""{"model_type":7}""", "has model_type '' and architectures []")]
    [InlineData("[]", "holds no JSON object.")]
    [InlineData("{", "is no JSON")]
    [InlineData("""{"model_type":"bert","model_type":"bert"}""", "is no JSON")]
    public void A_config_of_no_known_architecture_is_refused(string json, string message)
    {
        _folder.Write("config.json", json);

        InvalidDataException thrown = Assert.Throws<InvalidDataException>(() => PretrainedFolder.Open(_folder.FullName));

        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.FullName, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt", "scale_attn_by_inverse_layer_idx", "true", "The config has scale_attn_by_inverse_layer_idx true, but the architecture 'gpt' computes false.")]
    [InlineData("bart", "normalize_before", "true", "The config has normalize_before true, but the architecture 'bart' computes false.")]
    [InlineData("bert", "position_embedding_type", "\"relative_key\"", "The config has position_embedding_type \"relative_key\", but the architecture 'bert' computes \"absolute\".")]
    [InlineData("unilm", "hidden_act", "\"relu\"", "The config has hidden_act \"relu\", but the architecture 'unilm' computes \"gelu\".")]
    public void A_config_that_asks_for_what_is_not_computed_is_refused(string architecture, string member, string value, string message)
    {
        _folder.Write("config.json", $$"""{"vocab_size":12,"{{member}}":{{value}}}""");
        SafetensorsWriter.Write(_folder.File("model.safetensors"), new Dictionary<string, Tensor>());

        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => PretrainedFolder.Open(_folder.FullName, architecture).ReadNetwork()).Message);
    }

    [Fact]
    public void Weights_of_BERT_become_UniLM_s_with_six_segments()
    {
        using Seq2SeqModel bert = ArchitectureCatalog.Create("bert", $"{{{Sizes}}}");
        PretrainedFolder.Write(_folder.FullName, bert, new Vocabulary(s_tokens), new BertTextTokenizerOptions());

        (Seq2SeqModel unilm, IReadOnlyList<string> untrained) = PretrainedFolder.Open(_folder.FullName, "unilm").ReadNetwork();

        const string Segments = "bert.embeddings.token_type_embeddings.weight";
        Tensor two = StateDict.Parameters(bert)[Segments];
        Dictionary<string, Tensor> expected = StateDict.Parameters(bert).Where(p => !p.Key.StartsWith("cls.seq", StringComparison.Ordinal)).ToDictionary(p => p.Key, p => (Tensor)p.Value);
        expected[Segments] = two.index_select(0, tensor(new long[] { 0, 1, 0, 0, 0, 1 }));
        AssertEqual(expected, unilm);
        Assert.Empty(untrained);
        unilm.Dispose();
    }

    [Fact]
    public void A_body_alone_with_old_names_begins_a_training_and_tells_what_it_lacks()
    {
        using Seq2SeqModel bert = ArchitectureCatalog.Create("bert", $$"""{{{Sizes}},"head":"MaskedLanguageModel"}""");
        using Seq2SeqModel classifier = ArchitectureCatalog.Create("bert", $$"""{{{Sizes}},"head":"Classification"}""");
        Dictionary<string, Tensor> body = StateDict.Parameters(bert).Where(p => p.Key.StartsWith("bert.", StringComparison.Ordinal)).ToDictionary(
            p => p.Key["bert.".Length..].Replace("LayerNorm.weight", "LayerNorm.gamma", StringComparison.Ordinal).Replace("LayerNorm.bias", "LayerNorm.beta", StringComparison.Ordinal),
            p => (Tensor)p.Value);
        body.Add("embeddings.position_ids", arange(10).unsqueeze(0));
        SafetensorsWriter.Write(_folder.File("model.safetensors"), body);

        IReadOnlyList<string> untrained = PretrainedFolder.LoadWeights(classifier, _folder.FullName);

        Assert.Equal(["bert.pooler.dense.bias", "bert.pooler.dense.weight", "classifier.bias", "classifier.weight"], untrained);
        Assert.Equal(Values(StateDict.Parameters(bert)["bert.embeddings.LayerNorm.weight"]), Values(StateDict.Parameters(classifier)["bert.embeddings.LayerNorm.weight"]));
    }

    [Theory]
    [InlineData("bert", Sizes)]
    [InlineData("gau-alpha", """ "vocab_size":12,"hidden_size":8,"intermediate_size":6,"num_hidden_layers":1,"attention_key_size":4""")]
    [InlineData("flash-quad", """ "vocab_size":12,"hidden_size":8,"num_hidden_layers":1,"max_position_embeddings":10,"s":4""")]
    [InlineData("flash", """ "vocab_size":12,"hidden_size":8,"num_hidden_layers":1,"max_position_embeddings":10,"group_size":4,"query_key_dim":4""")]
    public void A_network_that_fills_masks_begins_one_that_tells_classes(string architecture, string sizes)
    {
        using Seq2SeqModel masked = ArchitectureCatalog.Create(architecture, $$"""{{{sizes}},"head":"MaskedLanguageModel"}""");
        using Seq2SeqModel classifier = ArchitectureCatalog.Create(architecture, $$"""{{{sizes}},"head":"Classification","num_labels":3}""");
        PretrainedFolder.Write(_folder.FullName, masked, new Vocabulary(s_tokens), new BertTextTokenizerOptions());

        IReadOnlyList<string> untrained = PretrainedFolder.LoadWeights(classifier, _folder.FullName);

        Assert.Contains("classifier.weight", untrained);
        AssertEqual(StateDict.Parameters(masked).Where(p => StateDict.Parameters(classifier).ContainsKey(p.Key)).ToDictionary(p => p.Key, p => (Tensor)p.Value), classifier);
    }

    [Fact]
    public void A_file_of_nanoGPT_s_layout_begins_a_training_too()
    {
        using Seq2SeqModel trained = ArchitectureCatalog.Create("gpt", """{"vocab_size":12,"n_embd":8,"n_head":2,"n_layer":1,"n_positions":10}""");
        using Seq2SeqModel network = ArchitectureCatalog.Create("gpt", """{"vocab_size":12,"n_embd":8,"n_head":2,"n_layer":1,"n_positions":10}""");
        SafetensorsWriter.Write(_folder.File("a"), StateDict.Parameters(trained).ToDictionary(p => $"_orig_mod.{p.Key}", p => (Tensor)p.Value));

        PretrainedFolder.LoadWeights(network, _folder.File("a"));

        AssertEqual(StateDict.Parameters(trained).ToDictionary(p => p.Key, p => (Tensor)p.Value), network);
    }

    [Fact]
    public void Weights_of_another_network_leave_the_network_as_it_was()
    {
        using Seq2SeqModel trained = ArchitectureCatalog.Create("gpt", """{"vocab_size":12,"n_embd":8,"n_head":2,"n_layer":2,"n_positions":10}""");
        using Seq2SeqModel network = ArchitectureCatalog.Create("gpt", """{"vocab_size":12,"n_embd":8,"n_head":2,"n_layer":1,"n_positions":10}""");
        var before = StateDict.Parameters(network).ToDictionary(p => p.Key, p => p.Value.clone());
        SafetensorsWriter.Write(_folder.File("a"), StateDict.Parameters(trained).ToDictionary(p => p.Key, p => (Tensor)p.Value));

        Assert.Throws<InvalidDataException>(() => PretrainedFolder.LoadWeights(network, _folder.File("a")));

        AssertEqual(before, network);
    }

    [Fact]
    public void A_cancelled_write_leaves_the_folder_as_it_was()
    {
        WriteUnilm();
        var before = _folder.Names().ToDictionary(name => name, name => File.ReadAllBytes(_folder.File(name)));
        using Seq2SeqModel other = ArchitectureCatalog.Create("unilm", $"{{{Sizes}}}");

        Assert.Throws<OperationCanceledException>(() => PretrainedFolder.Write(
            _folder.FullName, other, new Vocabulary(s_tokens.Reverse()), new BertTextTokenizerOptions(), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(before, _folder.Names().ToDictionary(name => name, name => File.ReadAllBytes(_folder.File(name))));
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private static void AssertEqual(Dictionary<string, Tensor> expected, Seq2SeqModel actual)
    {
        var parameters = StateDict.Parameters(actual);
        Assert.Empty(expected.Keys.Except(parameters.Keys));
        Assert.All(expected, p => Assert.Equal(Values(p.Value), Values(parameters[p.Key])));
    }

    private static float[] Values(Tensor values) => values.contiguous().data<float>().ToArray();

    private JsonNode Config() => JsonNode.Parse(File.ReadAllBytes(_folder.File("config.json")))!;

    private void WriteUnilm()
    {
        using Seq2SeqModel network = ArchitectureCatalog.Create("unilm", $"{{{Sizes}}}");
        PretrainedFolder.Write(_folder.FullName, network, new Vocabulary(s_tokens), new BertTextTokenizerOptions());
    }
}
