using System;
using System.Globalization;

namespace Microsoft.ML.Runtime
{
    /// <summary>Opens channels for messages.</summary>
    public interface IChannelProvider : IExceptionContext
    {
        IChannel Start(string name);

        IPipe<TMessage> StartPipe<TMessage>(string name);
    }

    /// <summary>A way for messages of one type, open until it is disposed.</summary>
    public interface IPipe<TMessage> : IExceptionContext, IDisposable
    {
        void Send(TMessage msg);
    }

    /// <summary>The pipe of log messages.</summary>
    public interface IChannel : IPipe<ChannelMessage>
    {
        void Trace(MessageSensitivity sensitivity, string fmt);

        void Trace(MessageSensitivity sensitivity, string fmt, params object[] args);

        void Error(MessageSensitivity sensitivity, string fmt);

        void Error(MessageSensitivity sensitivity, string fmt, params object[] args);

        void Warning(MessageSensitivity sensitivity, string fmt);

        void Warning(MessageSensitivity sensitivity, string fmt, params object[] args);

        void Info(MessageSensitivity sensitivity, string fmt);

        void Info(MessageSensitivity sensitivity, string fmt, params object[] args);
    }

    /// <summary>A log message, which is put together when somebody reads it.</summary>
    public readonly struct ChannelMessage
    {
        public readonly ChannelMessageKind Kind;
        public readonly MessageSensitivity Sensitivity;

        private readonly string _format;
        private readonly object[] _args;

        internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string message)
        {
            Contracts.CheckNonEmpty(message, nameof(message));
            Kind = kind;
            Sensitivity = sensitivity;
            _format = message;
            _args = null;
        }

        internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string fmt, params object[] args)
        {
            Contracts.CheckNonEmpty(fmt, nameof(fmt));
            Contracts.CheckNonEmpty(args, nameof(args));
            Kind = kind;
            Sensitivity = sensitivity;
            _format = fmt;
            _args = args;
        }

        public string Message => _args is null ? _format : string.Format(CultureInfo.CurrentCulture, _format, _args);
    }

    public enum ChannelMessageKind
    {
        Trace = 0,
        Info = 1,
        Warning = 2,
        Error = 3,
    }

    /// <summary>What of the user a message may show.</summary>
    [Flags]
    public enum MessageSensitivity
    {
        None = 0,
        UserData = 1,
        Schema = 2,
        Unknown = -1,
        All = -1,
    }

    /// <summary>Messages of unknown sensitivity.</summary>
    internal static class HostExtensions
    {
        public static T Apply<T>(this IHost host, string channelName, Func<IChannel, T> func)
        {
            using IChannel channel = host.Start(channelName);
            return func(channel);
        }

        public static void Trace(this IChannel ch, string fmt) => ch.Trace(MessageSensitivity.Unknown, fmt);

        public static void Trace(this IChannel ch, string fmt, params object[] args) => ch.Trace(MessageSensitivity.Unknown, fmt, args);

        public static void Error(this IChannel ch, string fmt) => ch.Error(MessageSensitivity.Unknown, fmt);

        public static void Error(this IChannel ch, string fmt, params object[] args) => ch.Error(MessageSensitivity.Unknown, fmt, args);

        public static void Warning(this IChannel ch, string fmt) => ch.Warning(MessageSensitivity.Unknown, fmt);

        public static void Warning(this IChannel ch, string fmt, params object[] args) => ch.Warning(MessageSensitivity.Unknown, fmt, args);

        public static void Info(this IChannel ch, string fmt) => ch.Info(MessageSensitivity.Unknown, fmt);

        public static void Info(this IChannel ch, string fmt, params object[] args) => ch.Info(MessageSensitivity.Unknown, fmt, args);
    }
}
