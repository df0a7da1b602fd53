"""The parts of the pages 会议 and 会议模式."""
