using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>Settings of the process that must be made before libtorch is loaded.</summary>
internal static class Runtime
{
    private const string WaitPolicy = "OMP_WAIT_POLICY";
    private const int Interrupt = 2;
    private const int Terminate = 15;

    /// <summary>How long a pipeline that is told to stop may take to write its checkpoint and its model.</summary>
    public static TimeSpan TimeToSave { get; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Keeps freed memory in the process, uses all processors, and starts the program again where OpenMP's threads would
    /// spin while they wait: its settings are read when the library is loaded, so they must be in the environment before.
    /// </summary>
    public static void Prepare(string[] args)
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(WaitPolicy) is null)
        {
            string assembly = typeof(Runtime).Assembly.Location;
            var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
            start.Environment[WaitPolicy] = "passive";
            foreach (string argument in Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [assembly, .. args] : args)
            {
                start.ArgumentList.Add(argument);
            }

            using Process again = Process.Start(start)!;

            // A script or a job scheduler tells this process alone to stop, a terminal both: what stops already is not disturbed.
            using PosixSignalRegistration interrupt = Forward(PosixSignal.SIGINT, Interrupt, again);
            using PosixSignalRegistration terminate = Forward(PosixSignal.SIGTERM, Terminate, again);
            again.WaitForExit();
            Environment.Exit(again.ExitCode);
        }

        Training.NativeMemory.KeepFreed();
        TorchSharp.torch.set_num_threads(Environment.ProcessorCount);
    }

    private static PosixSignalRegistration Forward(PosixSignal signal, int number, Process process) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _ = Kill(process.Id, number);
    });

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
