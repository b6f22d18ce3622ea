using BenchmarkDotNet.Running;
using MlNetSeq2Seq.Benchmarks;
using MlNetSeq2Seq.Benchmarks.Micro;

if (args is ["micro", .. string[] rest])
{
    BenchmarkSwitcher.FromAssembly(typeof(InProcessConfig).Assembly).Run(rest, new InProcessConfig());
    return 0;
}

return Verbs.Root().Parse(args).Invoke();
