using JiebaNet.Segmenter;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Tokenizers;
using TorchSharp;

namespace Packages.Tests;

/// <summary>What our own packages and every saved model name: whoever compiles against one feed is used on another.</summary>
public class AssemblyIdentityTests
{
    [Theory]
    [InlineData(typeof(IDataView), "Microsoft.ML.DataView, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51")]
    [InlineData(typeof(IHostEnvironment), "Microsoft.ML.Core, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51")]
    [InlineData(typeof(MLContext), "Microsoft.ML.Data, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51")]
    [InlineData(typeof(CustomMappingCatalog), "Microsoft.ML.Transforms, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51")]
    [InlineData(typeof(BertTokenizer), "Microsoft.ML.Tokenizers, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51")]
    [InlineData(typeof(DataFrame), "Microsoft.Data.Analysis, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51")]
    [InlineData(typeof(torch), "TorchSharp, Version=0.106.0.0, Culture=neutral, PublicKeyToken=67b0e5e1da516a1c")]
    [InlineData(typeof(JiebaSegmenter), "JiebaNet.Segmenter, Version=0.42.2.0, Culture=neutral, PublicKeyToken=null")]
    public void An_assembly_is_named_as_it_was_published(Type type, string name) => Assert.Equal(name, type.Assembly.FullName);
}
