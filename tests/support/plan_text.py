"""A work plan as it is copied from a document."""

PLAN = """云岫县教育局2024年工作要点
一、加强党的建设
1.学习宣传。上半年组织宣讲12场。制定学习方案。(责任股室:办公室、团委)
2.廉政建设。开展警示教育。(责任股室:政工人事股)
二、提高教育质量
3.课堂改革。每学期至少组织2次教研活动。(责任股室:教研室)
阅读全文
"""
"""A plan of two themes, three items and four measures, and a line that is none of it."""
